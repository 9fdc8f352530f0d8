package dev.portcullis.benchmarks.bridge;

import dev.portcullis.benchmarks.figures.Blocks;
import dev.portcullis.benchmarks.figures.Complaints;
import dev.portcullis.benchmarks.figures.Longs;
import dev.portcullis.benchmarks.figures.Ratios;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads of one secret through the proxy beside reads of it directly, in blocks that alternate, so that a machine that
/// slows down slows both. Started by `benchmarks/run bridge`, which starts the servers and writes the token to the
/// standard input.
final class BridgeBenchmark {
    private static final long BLOCK_NANOS = 1_000_000_000L;

    /// Programs that have just started compile for a while; many at once make that shorter.
    private static final int WARMING_CLIENTS = 16;

    private final Servers servers;
    private final Complaints complaints = new Complaints();

    /// What is read, where, and by which processes.
    ///
    /// @param server port of 127.0.0.1
    /// @param proxy port of 127.0.0.1
    /// @param path such as `/v1/kv/data/app`
    /// @param pids of server, proxy and decision point
    private record Servers(int server, int proxy, String path, String token, List<Long> pids) {}

    private BridgeBenchmark(Servers servers) {
        this.servers = servers;
    }

    /// @param arguments port of the server, port of the proxy, path, blocks of each kind, reads of the warm-up, how
    ///     many read at once, separated by commas; process ids of server, proxy and decision point
    public static void main(String[] arguments) throws Exception {
        String token = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
        List<Long> pids = Arrays.stream(arguments).skip(6).map(Long::valueOf).toList();
        BridgeBenchmark benchmark = new BridgeBenchmark(
                new Servers(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), arguments[2], token, pids));
        benchmark.warmUp(Integer.parseInt(arguments[4]));
        System.out.println(
                "clients | through p50 µs | direct p50 µs | p50 ratio | p99 ratio | rate ratio | through p99 µs |"
                        + " direct p99 µs | through/s | direct/s | processor time of a read, µs");
        for (String clients : arguments[5].split(",", -1)) {
            System.out.println(benchmark.beside(Integer.parseInt(clients), Integer.parseInt(arguments[3])));
        }
        System.exit(benchmark.complaints.status());
    }

    private void warmUp(int reads) throws Exception {
        complaints.during("the warm-up");
        for (int port : new int[] {servers.proxy, servers.server}) {
            Blocks warm = new Blocks("warm-up");
            try (Side side = new Side(port, WARMING_CLIENTS)) {
                while (warm.calls() < reads) {
                    side.run(warm, BLOCK_NANOS);
                }
            }
        }
    }

    /// The row of one number of clients.
    private String beside(int clients, int blocks) throws Exception {
        Blocks ours = new Blocks("proxy");
        Blocks floor = new Blocks("server");
        CpuTime cpu = new CpuTime();
        cpu.add("server", servers.pids.get(0));
        cpu.add("proxy", servers.pids.get(1));
        cpu.add("decision point", servers.pids.get(2));
        CpuTime alone = new CpuTime();
        alone.add("server directly", servers.pids.get(0));
        Ratios p50 = new Ratios();
        Ratios p99 = new Ratios();
        Ratios rate = new Ratios();
        try (Side proxy = new Side(servers.proxy, clients);
                Side server = new Side(servers.server, clients)) {
            for (int block = 0; block < blocks; block++) {
                complaints.during("block " + block + " of " + clients + " clients");
                boolean proxyFirst = block % 2 == 0;
                for (boolean proxied : new boolean[] {proxyFirst, !proxyFirst}) {
                    CpuTime time = proxied ? cpu : alone;
                    time.begin();
                    (proxied ? proxy : server).run(proxied ? ours : floor, BLOCK_NANOS);
                    time.end();
                }
                p50.add(ours.last(0.5), floor.last(0.5));
                p99.add(ours.last(0.99), floor.last(0.99));
                rate.add(ours.lastRate(), floor.lastRate());
            }
        }
        return String.format(
                "%7d | %s | %s | %s | %s | %s | %s | %s | %.0f | %.0f | %s, %s",
                clients,
                ours.micros(0.5),
                floor.micros(0.5),
                p50.text(),
                p99.text(),
                rate.text(),
                ours.micros(0.99),
                floor.micros(0.99),
                ours.perSecond(),
                floor.perSecond(),
                cpu.micros(ours.calls()),
                alone.micros(floor.calls()));
    }

    /// Clients of one port, a connection and a thread each.
    private final class Side implements AutoCloseable {
        private final List<Reader> readers = new ArrayList<>();
        private final ExecutorService threads;

        Side(int port, int clients) throws IOException {
            threads = Executors.newFixedThreadPool(clients);
            for (int i = 0; i < clients; i++) {
                readers.add(new Reader(port, servers.path, servers.token));
            }
        }

        /// All clients read for some time.
        void run(Blocks into, long nanos) throws Exception {
            long start = System.nanoTime();
            List<Callable<Longs>> work = new ArrayList<>();
            readers.forEach(reader -> work.add(() -> readUntil(reader, start + nanos)));
            Longs all = new Longs();
            for (Future<Longs> each : threads.invokeAll(work)) {
                Arrays.stream(each.get().sorted()).forEach(all::add);
            }
            into.add(all, System.nanoTime() - start);
        }

        private Longs readUntil(Reader reader, long end) throws IOException {
            Longs took = new Longs();
            for (long from = System.nanoTime(); from - end < 0; from = System.nanoTime()) {
                String answer = reader.read();
                took.add(System.nanoTime() - from);
                if (!answer.startsWith("200 ") || !answer.contains("\"benchmark-value\"")) {
                    complaints.add("an answer is `" + answer.strip() + "`");
                }
            }
            return took;
        }

        @Override
        public void close() throws IOException {
            threads.shutdown();
            for (Reader reader : readers) {
                reader.close();
            }
        }
    }
}
