package io.quarkiverse.eventstream.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A Prometheus that scrapes a service once a second, and evaluates rules twice. */
final class Prometheus implements AutoCloseable {

    private static final String CONFIGURATION = """
            global:
              scrape_interval: 1s
              evaluation_interval: 500ms
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: shop
                metrics_path: /q/metrics
                static_configs:
                  - targets: ['127.0.0.1:%d']
            """;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Used by JUnit, which skips the tests if it is false. */
    static boolean isInstalled() {
        boolean installed = Stream.of(System.getenv("PATH").split(":")).map(Path::of)
                .anyMatch(folder -> Files.isExecutable(folder.resolve("prometheus")));
        if (!installed) {
            System.out.println("Prometheus is not installed: the tests of alerts and dashboard are skipped");
        }
        return installed;
    }

    static Prometheus start(Path folder, int service, String rules) throws IOException {
        Files.writeString(folder.resolve("prometheus.yml"), CONFIGURATION.formatted(service));
        Files.writeString(folder.resolve("rules.yml"), rules);
        int port = freePort();
        return new Prometheus(new ProcessBuilder("prometheus", "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn").inheritIO().start(), port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The alerts that fire, each as its name and the value of one of its labels. */
    Set<String> firing(String label) {
        Set<String> firing = new HashSet<>();
        for (JsonNode alert : get("/api/v1/alerts").at("/data/alerts")) {
            if (alert.get("state").textValue().equals("firing")) {
                if (alert.get("annotations").toString().contains("error expanding")) {
                    throw new IllegalStateException(alert.toString());
                }
                firing.add(alert.at("/labels/alertname").textValue() + " " + alert.at("/labels/" + label).asText());
            }
        }
        return firing;
    }

    /** How many time series a query has that have a value. */
    long count(String query) {
        JsonNode result = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (!result.path("status").asText().equals("success")) {
            throw new IllegalStateException(query + ": " + result);
        }
        long values = 0;
        for (JsonNode series : result.at("/data/result")) {
            values += series.at("/value/1").textValue().equals("NaN") ? 0 : 1;
        }
        return values;
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
            return mapper.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
