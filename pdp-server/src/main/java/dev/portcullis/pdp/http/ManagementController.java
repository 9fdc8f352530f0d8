package dev.portcullis.pdp.http;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.ArrayList;
import java.util.List;

/// What probes and scrapers ask.
@Controller
final class ManagementController {
    private final Readiness readiness;
    private final ServerMetrics metrics;

    ManagementController(Readiness readiness, ServerMetrics metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /// 200 while the process serves at all.
    @Get("/health")
    @Produces(MediaType.APPLICATION_JSON)
    String health() {
        return "{\"status\":\"up\"}";
    }

    /// 200 when decisions can be made, 503 with the obstacles otherwise.
    @Get("/ready")
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<String> ready() {
        List<String> obstacles = readiness.obstacles();
        List<RegoValue> texts = new ArrayList<>();
        obstacles.forEach(obstacle -> texts.add(RegoString.of(obstacle)));
        RegoObject body = RegoObject.builder()
                .put("facts", readiness.facts())
                .put("ready", RegoBoolean.of(obstacles.isEmpty()))
                .put("obstacles", RegoArray.copyOf(texts))
                .build();
        HttpStatus status = obstacles.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.status(status).body(RegoJson.write(body));
    }

    /// Prometheus' text format.
    @Get("/metrics")
    @Produces("text/plain; version=0.0.4; charset=utf-8")
    String metrics() {
        return metrics.text();
    }
}
