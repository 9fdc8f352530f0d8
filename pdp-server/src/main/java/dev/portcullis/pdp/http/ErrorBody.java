package dev.portcullis.pdp.http;

import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import jakarta.inject.Singleton;

/// The body of an error answer: the status' own words and nothing of the request. Made here so that no JSON binder is
/// needed.
@Singleton
final class ErrorBody implements JsonErrorResponseBodyProvider<String> {
    @Override
    public String body(ErrorContext context, HttpResponse<?> response) {
        return RegoJson.write(RegoObject.builder()
                .put("error", RegoString.of(response.reason()))
                .build());
    }
}
