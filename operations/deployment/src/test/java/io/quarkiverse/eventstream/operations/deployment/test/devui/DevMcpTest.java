package io.quarkiverse.eventstream.operations.deployment.test.devui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.QuarkusDevModeTest;

/** What the pages do, as tools of Quarkus's Dev MCP: requested as a client of that protocol does. */
class DevMcpTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CORE = "quarkus-eventstream_";
    private static final String LETTERS = "quarkus-eventstream-operations_";
    private static final String STREAM = "<default>";
    private static final String HOME = "user.home";

    @RegisterExtension
    static final DevUi DEV_UI = new DevUi("quarkus.eventstream.stream=memory",
            "quarkus.eventstream.listener.\"org.acme.shop.Shop#ship\".failure-policy=dead-letter",
            "quarkus.eventstream.listener.\"org.acme.shop.Shop#ship\".attempts=1");

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = DEV_UI.application();

    private static String homeBefore;
    /** The other home has Maven's settings and repository, which the start of dev mode needs. */
    private static Path maven;

    private final AtomicInteger lastId = new AtomicInteger();

    /** Dev MCP is off, unless a file in the home of the user enables it: this is a home of another user. */
    @BeforeAll
    static void enable(@TempDir Path home) throws Exception {
        Path settings = Files.createDirectories(home.resolve(".quarkus")).resolve("dev-mcp.properties");
        Files.writeString(settings, "enabled=true\n");
        homeBefore = System.setProperty(HOME, home.toString());
        maven = Files.createSymbolicLink(home.resolve(".m2"), Path.of(homeBefore, ".m2"));
    }

    @AfterAll
    static void restore() throws Exception {
        System.setProperty(HOME, homeBefore);
        Files.delete(maven);
    }

    private JsonNode request(String method, Map<String, ?> parameters) throws Exception {
        String body = JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", lastId.incrementAndGet(), "method", method,
                "params", parameters));
        HttpResponse<String> response = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(DEV_UI.root() + "/q/dev-mcp")).header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** The result of a tool, which is JSON as text. */
    private JsonNode call(String tool, Map<String, ?> arguments) throws Exception {
        JsonNode answer = request("tools/call", Map.of("name", tool, "arguments", arguments));
        assertThat(answer.path("error").toString()).isEmpty();
        return JSON.readTree(answer.at("/result/content/0/text").asText());
    }

    @Test
    void eachToolAndEachParameterHasADescription() throws Exception {
        request("initialize", Map.of("protocolVersion", "2025-03-26", "capabilities", Map.of(), "clientInfo",
                Map.of("name", "a test", "version", "1")));

        Map<String, JsonNode> tools = new TreeMap<>();
        request("tools/list", Map.of()).at("/result/tools").forEach(tool -> {
            if (tool.path("name").asText().startsWith("quarkus-eventstream")) {
                tools.put(tool.path("name").asText(), tool);
            }
        });

        assertThat(tools).containsKeys(CORE + "listeners", CORE + "pauseListener", CORE + "resumeListener",
                CORE + "seekListener", CORE + "replayListener", CORE + "skipListener", CORE + "readTopic", CORE + "templates",
                CORE + "publishEvent", CORE + "graph", LETTERS + "streams", LETTERS + "letterTopics",
                LETTERS + "letterGroups", LETTERS + "letters", LETTERS + "letter", LETTERS + "planRedrive",
                LETTERS + "redrive", LETTERS + "discard");
        assertThat(tools.values()).allSatisfy(DevMcpTest::isDescribed);
    }

    /** Parameters have descriptions, or are described by the tool. */
    private static void isDescribed(JsonNode tool) {
        String description = tool.path("description").asText();
        assertThat(description).as(tool.toString()).hasSizeGreaterThan(20);
        tool.at("/inputSchema/properties").properties().forEach(parameter -> {
            String ofParameter = parameter.getValue().path("description").asText();
            assertThat(description).as(tool.toString()).isNotEqualTo(ofParameter);
            if (ofParameter.isBlank()) {
                assertThat(description).as(tool.toString()).containsPattern("\\b" + parameter.getKey() + "\\b");
            }
        });
    }

    @Test
    void anAssistantSeesAndOperatesListenersAndLetters() throws Exception {
        JsonNode published = call(CORE + "publishEvent", Map.of("stream", STREAM, "topic", "parcels", "name", "orderPaid",
                "namespace", "shop", "key", "customer-1", "payload", "{\"id\":\"empty\"}", "fields", Map.of(), "headers",
                Map.of()));
        assertThat(published.path("published").asBoolean()).as(published.toString()).isTrue();

        await().untilAsserted(() -> assertThat(call(LETTERS + "letterTopics", Map.of("stream", STREAM)).toString())
                .contains("\"topic\":\"parcels.dlq\"", "\"OPEN\":1"));
        Map<String, Object> selection = Map.of("stream", STREAM, "topic", "parcels.dlq", "selection",
                Map.of("listener", "org.acme.shop.Shop#ship"));
        assertThat(call(LETTERS + "planRedrive", selection).path("count").asInt()).isEqualTo(1);
        JsonNode letters = call(LETTERS + "letters", Map.of("stream", STREAM, "topic", "parcels.dlq", "selection", Map.of(),
                "position", ""));
        assertThat(letters.path("letters")).hasSize(1);

        assertThat(call(CORE + "pauseListener", Map.of("stream", STREAM, "listener", "org.acme.shop.Shop#bill"))
                .path("done").asBoolean()).isTrue();
        JsonNode listeners = call(CORE + "listeners", Map.of()).path(0).path("listeners");
        assertThat(listeners).anySatisfy(listener -> {
            assertThat(listener.path("id").asText()).isEqualTo("org.acme.shop.Shop#bill");
            assertThat(listener.path("state").asText()).isEqualTo("PAUSED");
        });
        JsonNode unknown = call(CORE + "pauseListener", Map.of("stream", STREAM, "listener", "unknown"));
        assertThat(unknown.path("done").asBoolean()).isFalse();
        assertThat(unknown.path("message").asText()).isEqualTo("There is no listener unknown");
        assertThat(request("tools/call", Map.of("name", LETTERS + "letterTopics", "arguments", Map.of("stream", "nowhere")))
                .toString()).contains("There is no stream nowhere");
        DEV_UI.awaitLog("Operator action: by=dev-ui, action=pause, target=org.acme.shop.Shop#bill, details={}");
    }

    @Test
    void whatIsOptionalCanBeLeftOut() throws Exception {
        for (String tool : List.of("letterGroups", "letters", "planRedrive")) {
            assertThat(request("tools/call", Map.of("name", LETTERS + tool, "arguments",
                    Map.of("stream", STREAM, "topic", "parcels.dlq"))).path("error").toString()).as(tool).isEmpty();
        }
    }
}
