package dev.portcullis.benchmarks;

import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.value.JsonException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One evaluation of a canonical policy by the interpreter, input parsed beforehand.
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InterpreterEngineBenchmark {
    @Param({
        "decision",
        "generic",
        "p1000",
        "p200",
        "p200-miss",
        "p200c",
        "p200c-miss",
        "acl100",
        "acl100-miss",
        "acl10k",
        "acl10k-miss",
        "join",
        "admission"
    })
    String policy = "decision";

    private Canon canon;
    private EvaluationContext context;

    /// Compiles and binds the policy.
    @Setup
    public void prepare() throws IOException, JsonException {
        canon = Canon.read(policy);
        context = EvaluationContext.ofInput(canon.input(), Environment.at(1_793_610_000_000_000_000L));
    }

    /// Evaluates it.
    @Benchmark
    public EvaluationResult evaluate() {
        return canon.entrypoint().evaluate(context);
    }
}
