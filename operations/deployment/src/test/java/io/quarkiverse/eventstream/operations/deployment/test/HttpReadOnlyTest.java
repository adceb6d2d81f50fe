package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.json.JsonObject;

class HttpReadOnlyTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = HttpApplication.create();

    @TestHTTPResource(value = "/eventstream", management = true)
    URI root;

    /** Opens the stream. */
    @Inject
    EventStream events;

    @Test
    void nobodyActsUnlessThatIsEnabled() {
        HttpClientOf joe = new HttpClientOf(root, "joe");

        for (String path : List.of("/listeners/billing/pause", "/listeners/billing/resume", "/listeners/billing/seek",
                "/listeners/billing/replay", "/listeners/billing/skip", "/letters/x/redrive", "/letters/x/discard")) {
            HttpClientOf.Answer answer = joe.post(path, new JsonObject());
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.body()).contains("quarkus.eventstream.operations.http.read-only=true");
        }
        assertThat(joe.get("/listeners").status()).isEqualTo(200);
        assertThat(joe.get("/letters").status()).isEqualTo(200);
    }
}
