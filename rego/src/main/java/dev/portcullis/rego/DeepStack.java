package dev.portcullis.rego;

import java.util.function.Supplier;

/// Runs compilation on a thread with a deep stack: phases and planner recurse along nesting and along bodies, and
/// both
/// may be long in generated policies. Memory is only reserved, and used as far as the recursion goes.
final class DeepStack {
    private static final long BYTES = 512L << 20;

    private DeepStack() {}

    /// Runs the work and waits for it.
    ///
    /// @param otherwise gives the answer when even the deep stack is not enough
    static <T> T run(Supplier<T> work, Supplier<T> otherwise) {
        Outcome<T> outcome = new Outcome<>();
        Thread thread = new Thread(null, () -> outcome.take(work, otherwise), "rego-compiler", BYTES);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome.get();
    }

    private static final class Outcome<T> {
        private final java.util.List<T> answer = new java.util.ArrayList<>(1);
        private final java.util.List<Throwable> failure = new java.util.ArrayList<>(1);

        void take(Supplier<T> work, Supplier<T> otherwise) {
            try {
                answer.add(work.get());
            } catch (StackOverflowError tooDeep) {
                answer.add(otherwise.get());
            } catch (RuntimeException | Error broken) {
                failure.add(broken);
            }
        }

        T get() {
            if (failure.isEmpty()) {
                return answer.getFirst();
            }
            switch (failure.getFirst()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case Throwable other -> throw new AssertionError("BUG: a supplier threw a checked exception", other);
            }
        }
    }
}
