package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

class HttpReadOnlyTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = HttpApplication.create();

    @TestHTTPResource(value = "/eventstream", management = true)
    URI root;

    @Test
    void nobodyActsUnlessThatIsEnabled() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + "/listeners/billing/pause"))
                .POST(HttpRequest.BodyPublishers.noBody()).header("Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("joe:joe".getBytes(StandardCharsets.UTF_8)))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("quarkus.eventstream.operations.http.read-only=true");
    }
}
