package io.quarkiverse.eventstream.operations.deployment.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Requests of users; the password of everybody is the name.
 *
 * @param root of the operations
 * @param user null for none
 */
record HttpClientOf(URI root, String user) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What a user gets. */
    record Answer(int status, String body) {

        JsonObject json() {
            return new JsonObject(body);
        }

        JsonArray array() {
            return new JsonArray(body);
        }

        JsonObject first(String id) {
            return array().stream().map(JsonObject.class::cast).filter(json -> id.equals(json.getString("id"))).findFirst()
                    .orElseThrow();
        }
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, JsonObject body) {
        return send("POST", path, body.encode());
    }

    Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (user != null) {
            request.header("Authorization", "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8)));
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
