package dev.portcullis.conformance.suite;

import dev.portcullis.rego.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Runs OPA's evaluation suite in one process; started by `conformance-tests/peers opa-suite`, which parses options.
///
/// Arguments: the oracle, the folder of OPA's sources, the folder of pass lists, then any of `v0` and `v1`, `--update`
/// (adds cases that pass to the lists) and `--explain` (a line for each case that does not pass).
final class SuiteMain {
    private final boolean update;
    private final boolean explain;
    private int passed;
    private int failed;

    private SuiteMain(boolean update, boolean explain) {
        this.update = update;
        this.explain = explain;
    }

    /// Counts of one folder.
    private record Count(int passed, int total) {
        Count plus(Count other) {
            return new Count(passed + other.passed, total + other.total);
        }
    }

    public static void main(String[] args) throws IOException {
        List<String> options = new ArrayList<>(List.of(args).subList(3, args.length));
        SuiteMain run = new SuiteMain(options.remove("--update"), options.remove("--explain"));
        for (String set : options) {
            Path cases = Path.of(args[1], "v1/test/cases/testdata", set);
            run.set(set, Suite.read(Path.of(args[0]), cases), PassList.read(Path.of(args[2], set + ".pass")));
        }
        System.out.println(run.passed + " passed, " + run.failed + " failed");
        System.exit(run.failed == 0 && run.passed > 0 ? 0 : 1);
    }

    private void set(String set, List<SuiteCase> cases, PassList list) throws IOException {
        Judge judge = new Judge(RegoVersion.valueOf(set.toUpperCase(Locale.ROOT)));
        Map<String, Count> folders = new TreeMap<>();
        SortedSet<String> passing = new TreeSet<>();
        SortedSet<String> gone = new TreeSet<>(list.cases());
        for (SuiteCase each : cases) {
            gone.remove(each.id());
            String problem = judge.problemOf(each);
            folders.merge(each.folder(), new Count(problem == null ? 1 : 0, 1), Count::plus);
            if (problem == null) {
                passing.add(each.id());
            } else if (list.cases().contains(each.id())) {
                fail(set, each.id(), each.note() + ": " + problem);
            } else if (explain) {
                System.out.println("open " + set + "/" + each.id() + " " + each.note() + ": " + problem);
            }
        }
        gone.forEach(id -> fail(set, id, "the suite has no such case"));
        report(set, folders, list, passing);
        if (update) {
            list.add(passing);
        }
    }

    private void fail(String set, String id, String problem) {
        failed++;
        System.out.println("FAILED " + set + "/" + id + ": " + problem);
    }

    private void report(String set, Map<String, Count> folders, PassList list, SortedSet<String> passing) {
        folders.forEach((name, count) -> System.out.printf("%s/%s %d/%d%n", set, name, count.passed(), count.total()));
        Count all = folders.values().stream().reduce(new Count(0, 0), Count::plus);
        long fresh = passing.stream().filter(id -> !list.cases().contains(id)).count();
        System.out.printf(
                "%s: %d of %d cases pass, %d are on the pass list, %d pass and are %s%n",
                set,
                all.passed(),
                all.total(),
                list.cases().size(),
                fresh,
                update ? "added to it" : "not on it (`--update` adds them)");
        passed += all.passed();
    }
}
