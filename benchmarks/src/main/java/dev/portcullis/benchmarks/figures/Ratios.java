package dev.portcullis.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;

/// Ratios of neighbouring blocks: their median and its 95 % interval by order statistics, which needs no assumption
/// about how they are distributed (a sign test turned round: n/2 ± 0.98 √n).
public final class Ratios {
    private final List<Double> ratios = new ArrayList<>();

    public void add(double ours, double floor) {
        ratios.add(ours / floor);
    }

    /// `1.43 [1.41, 1.46]`.
    public String text() {
        List<Double> sorted = ratios.stream().sorted().toList();
        int n = sorted.size();
        double half = 0.98 * Math.sqrt(n);
        int low = (int) Math.max(0, Math.floor(n / 2.0 - half));
        int high = (int) Math.min(n - 1, Math.ceil(n / 2.0 + half));
        return String.format("%.2f [%.2f, %.2f]", median(sorted), sorted.get(low), sorted.get(high));
    }

    private static double median(List<Double> sorted) {
        int n = sorted.size();
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }
}
