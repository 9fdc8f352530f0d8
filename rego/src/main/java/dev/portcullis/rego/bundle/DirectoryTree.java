package dev.portcullis.rego.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A bundle kept as a directory. Links are followed as long as they stay inside it. Entries whose name starts
/// with `..` are passed over: a mounted Kubernetes ConfigMap keeps its versions there and links to them.
public final class DirectoryTree implements FileTree {
    private final Path directory;

    public DirectoryTree(Path directory) {
        this.directory = directory;
    }

    @Override
    public SortedMap<String, byte[]> read(Predicate<String> wanted, BundleLimits limits) throws BundleException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        long left = limits.bytes();
        for (Found file : find(wanted, limits)) {
            byte[] content = content(file, left, limits);
            left -= content.length;
            contents.put(file.path(), content);
        }
        return contents;
    }

    /// A digest of names, sizes, times and file numbers of the wanted files.
    @Override
    public String stamp(Predicate<String> wanted, BundleLimits limits) throws BundleException {
        var digest = ContentDigest.start();
        for (Found file : find(wanted, limits)) {
            String line = file.path() + '\0' + file.size() + '\0' + file.modified() + '\0' + file.number() + '\n';
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private List<Found> find(Predicate<String> wanted, BundleLimits limits) throws BundleException {
        Path root = realPath(directory, directory.toString());
        if (!Files.isDirectory(root)) {
            throw BundleException.rule(directory.toString(), "not a directory");
        }
        List<Found> found = new ArrayList<>();
        walk(new Place(root, root, "", 0), wanted, limits, found);
        return found;
    }

    private static void walk(Place place, Predicate<String> wanted, BundleLimits limits, List<Found> found)
            throws BundleException {
        if (place.depth() > limits.depth()) {
            throw BundleException.rule(place.path(), "directories are nested more than " + limits.depth() + " deep");
        }
        for (Path entry : entries(place)) {
            String path = place.path() + entry.getFileName();
            Path real = Files.isSymbolicLink(entry) ? realPath(entry, path) : entry;
            if (!real.startsWith(place.root())) {
                throw BundleException.rule(path, "the link leads out of the bundle, to `" + real + "`");
            }
            if (Files.isDirectory(real)) {
                walk(new Place(place.root(), real, path + "/", place.depth() + 1), wanted, limits, found);
            } else if (wanted.test(path)) {
                found.add(attributes(path, real));
            }
            if (found.size() > limits.files()) {
                throw BundleException.rule(path, "the bundle has more than " + limits.files() + " files");
            }
        }
    }

    private static List<Path> entries(Place place) throws BundleException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(place.real())) {
            for (Path entry : stream) {
                if (!entry.getFileName().toString().startsWith("..")) {
                    entries.add(entry);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw unreadable(place.path().isEmpty() ? place.real().toString() : place.path(), e);
        }
        // In order, so that of several faults the same one is reported each time.
        entries.sort(null);
        return entries;
    }

    private static Found attributes(String path, Path real) throws BundleException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw BundleException.rule(path, "not a regular file");
            }
            return new Found(
                    path,
                    real,
                    attributes.size(),
                    attributes.lastModifiedTime().toString(),
                    String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static byte[] content(Found file, long left, BundleLimits limits) throws BundleException {
        // Bounded by what may still be read, not by the size seen before: the file may be growing.
        int most = (int) Math.min(left + 1, Integer.MAX_VALUE - 8);
        try (var in = Files.newInputStream(file.real())) {
            byte[] content = in.readNBytes(most);
            if (content.length > left) {
                throw BundleException.rule(file.path(), "the bundle has more than " + limits.bytes() + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(file.path(), e);
        }
    }

    private static Path realPath(Path path, String name) throws BundleException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static BundleException unreadable(String name, Exception cause) {
        String why = switch (cause) {
            case java.nio.file.NoSuchFileException _ -> "no such file or directory";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            default -> "cannot be read: " + cause.getMessage();
        };
        return BundleException.rule(name, why);
    }

    /// A directory being walked.
    ///
    /// @param path empty, or the path inside the bundle with a trailing `/`
    private record Place(Path root, Path real, String path, int depth) {}

    private record Found(String path, Path real, long size, String modified, String number) {}
}
