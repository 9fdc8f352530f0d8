package dev.portcullis.rego.bundle;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// A bundle kept as a `.tar.gz`, as `opa build` writes it. Links and devices in it are refused, and so are names that
/// lead out of it or occur twice.
public final class ArchiveTree implements FileTree {
    private static final int MAX_NAME_BYTES = 1 << 16;
    private static final long MAX_PADDING_BYTES = 1 << 20;

    private final Path file;

    public ArchiveTree(Path file) {
        this.file = file;
    }

    @Override
    public SortedMap<String, byte[]> read(Predicate<String> wanted, BundleLimits limits) throws BundleException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new Reading(in, wanted, limits).files();
        } catch (NoSuchFileException gone) {
            throw BundleException.rule(file.toString(), "no such file or directory");
        } catch (EOFException cut) {
            throw BundleException.rule(file.toString(), "the archive is cut short");
        } catch (IOException | IllegalArgumentException wrong) {
            throw BundleException.rule(file.toString(), "cannot be read as .tar.gz: " + wrong.getMessage());
        }
    }

    /// Size, time and number of the file.
    @Override
    public String stamp(Predicate<String> wanted, BundleLimits limits) throws BundleException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
        } catch (NoSuchFileException gone) {
            throw BundleException.rule(file.toString(), "no such file or directory");
        } catch (IOException unreadable) {
            throw BundleException.rule(file.toString(), "cannot be read: " + unreadable.getMessage());
        }
    }

    /// One pass over the archive.
    private static final class Reading {
        private final InputStream in;
        private final Predicate<String> wanted;
        private final BundleLimits limits;
        private final SortedMap<String, byte[]> files = new TreeMap<>();
        private long left;
        private String longName = "";

        Reading(InputStream in, Predicate<String> wanted, BundleLimits limits) {
            this.in = in;
            this.wanted = wanted;
            this.limits = limits;
            this.left = limits.bytes();
        }

        SortedMap<String, byte[]> files() throws IOException, BundleException {
            byte[] block = exactly(TarEntry.BLOCK);
            while (!TarEntry.isEnd(block)) {
                entry(TarEntry.of(block));
                block = exactly(TarEntry.BLOCK);
            }
            drain();
            return files;
        }

        /// Up to the checksum at the end, without which a cut archive would pass.
        private void drain() throws IOException, BundleException {
            for (int read = in.readNBytes(TarEntry.BLOCK).length;
                    read > 0;
                    read = in.readNBytes(TarEntry.BLOCK).length) {
                left -= read;
                if (left < -MAX_PADDING_BYTES) {
                    throw BundleException.rule("", "the bundle has more than " + limits.bytes() + " bytes");
                }
            }
        }

        private void entry(TarEntry entry) throws IOException, BundleException {
            String name = longName.isEmpty() ? entry.name() : longName;
            longName = "";
            switch (entry.type()) {
                case '0' -> file(path(name), entry.size());
                case '5', 'g' -> skip(entry.size());
                case 'x' -> longName = pathOf(attributes(entry));
                case 'L' -> longName = attributes(entry).split("\0", 2)[0];
                default -> throw BundleException.rule(name, "is neither a file nor a directory");
            }
        }

        private void file(String path, long size) throws IOException, BundleException {
            left -= size;
            if (size < 0 || left < 0) {
                throw BundleException.rule(path, "the bundle has more than " + limits.bytes() + " bytes");
            }
            if (!wanted.test(path)) {
                skip(size);
                return;
            }
            if (files.size() == limits.files()) {
                throw BundleException.rule(path, "the bundle has more than " + limits.files() + " files");
            }
            byte[] content = exactly((int) Math.min(size, Integer.MAX_VALUE - TarEntry.BLOCK));
            exactly(padding(size));
            if (files.put(path, content) != null) {
                throw BundleException.rule(path, "the archive has this file twice");
            }
        }

        private String attributes(TarEntry entry) throws IOException, BundleException {
            if (entry.size() > MAX_NAME_BYTES) {
                throw BundleException.rule(entry.name(), "has attributes of more than " + MAX_NAME_BYTES + " bytes");
            }
            byte[] content = exactly((int) entry.size());
            exactly(padding(entry.size()));
            return new String(content, StandardCharsets.UTF_8);
        }

        private static int padding(long size) {
            return (int) ((TarEntry.BLOCK - size % TarEntry.BLOCK) % TarEntry.BLOCK);
        }

        private void skip(long size) throws IOException, BundleException {
            if (size > limits.bytes()) {
                throw BundleException.rule("", "the bundle has more than " + limits.bytes() + " bytes");
            }
            in.skipNBytes(size + padding(size));
        }

        private byte[] exactly(int bytes) throws IOException {
            byte[] content = in.readNBytes(bytes);
            if (content.length < bytes) {
                throw new EOFException();
            }
            return content;
        }
    }

    /// The `path` among the attributes of a POSIX.1-2001 header, lines of `<length> <name>=<value>`; empty without.
    private static String pathOf(String attributes) {
        for (String line : attributes.split("\n", -1)) {
            int equals = line.indexOf('=');
            int space = line.indexOf(' ');
            if (space >= 0
                    && equals > space
                    && line.substring(space + 1, equals).equals("path")) {
                return line.substring(equals + 1);
            }
        }
        return "";
    }

    /// A name as a path inside the bundle.
    private static String path(String name) throws BundleException {
        String path = name.startsWith("/") ? name.substring(1) : name;
        path = path.startsWith("./") ? path.substring(2) : path;
        List<String> parts = Arrays.asList(path.split("/", -1));
        if (path.indexOf('\0') >= 0 || parts.contains("") || parts.contains("..") || parts.contains(".")) {
            throw BundleException.rule(name, "the name leads out of the archive or nowhere");
        }
        return path;
    }
}
