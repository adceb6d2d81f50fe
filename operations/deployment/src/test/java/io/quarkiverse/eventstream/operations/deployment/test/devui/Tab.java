package io.quarkiverse.eventstream.operations.deployment.test.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A tab of the browser. Elements are found by CSS selectors within all shadow roots, as the Dev UI nests its components.
 */
final class Tab implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 150;
    private static final String ITEM = "vaadin-combo-box-item:not([hidden])";
    private static final String FIND = """
            (selector => {
                const found = [];
                const search = root => {
                    found.push(...root.querySelectorAll(selector));
                    root.querySelectorAll('*').forEach(element => element.shadowRoot && search(element.shadowRoot));
                };
                search(document);
                return found;
            })(%s)""";

    /** As Awaitility's own, with a timeout for a busy machine. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final WebSocket socket;

    Tab(HttpClient http, String address) {
        socket = http.newWebSocketBuilder().buildAsync(URI.create(address), new Answers()).join();
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                answer(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void answer(String text) {
            try {
                JsonNode answer = JSON.readTree(text);
                CompletableFuture<JsonNode> waiting = answers.remove(answer.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(answer);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        try {
            socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
            JsonNode received = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(received.path("error").path("message").asText("")).isEmpty();
            return received.path("result");
        } catch (Exception e) {
            throw new IllegalStateException("The browser did not answer to " + method, e);
        }
    }

    void goTo(String url) {
        send("Page.navigate", Map.of("url", url));
    }

    /** Evaluates an expression, and waits for a promise. */
    private JsonNode evaluate(String expression) {
        JsonNode result = send("Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        assertThat(result.path("exceptionDetails").toString()).as(expression).isEmpty();
        return result.path("result").path("value");
    }

    private JsonNode onFirst(String selector, String use) {
        return evaluate("(element => element ? " + use + " : null)(" + found(selector) + "[0])");
    }

    private static String found(String selector) {
        return FIND.formatted(quoted(selector));
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of all elements that a selector finds, in the order of the page. */
    String text(String selector) {
        return evaluate(found(selector) + ".map(element => element.textContent.replace(/\\s+/g, ' ').trim()).join('\\n')")
                .asText();
    }

    int count(String selector) {
        return evaluate(found(selector) + ".length").asInt();
    }

    void awaitText(String selector, String expected) {
        await().untilAsserted(() -> assertThat(text(selector)).contains(expected));
    }

    /** Clicks with the mouse, on the first element that a selector finds. */
    void click(String selector) {
        await().until(() -> count(selector) > 0);
        clickAt(found(selector) + "[0]");
    }

    private void clickAt(String element) {
        JsonNode place = evaluate(
                "(element => (element.scrollIntoView({ block: 'center' }), (box => ({ x: box.x + box.width / 2, "
                        + "y: box.y + box.height / 2 }))(element.getBoundingClientRect())))(" + element + ")");
        for (String type : new String[]{"mouseMoved", "mousePressed", "mouseReleased"}) {
            send("Input.dispatchMouseEvent",
                    Map.of("type", type, "x", place.path("x").asDouble(), "y", place.path("y").asDouble(),
                            "button", "left", "clickCount", 1));
        }
    }

    /** Replaces the text of a field of Vaadin, as a user does who types and leaves the field. */
    void fill(String selector, String text) {
        type(selector, text);
        press("Tab", 9);
    }

    /** Chooses the item of a combo box that contains a text. */
    void choose(String selector, String text) {
        click(selector);
        await().until(() -> text(ITEM).contains(text));
        clickAt(found(ITEM) + ".find(item => item.textContent.includes(" + quoted(text) + "))");
    }

    private void type(String selector, String text) {
        click(selector);
        evaluate("(field => (field.inputElement ?? field).select())(" + found(selector) + "[0])");
        send("Input.insertText", Map.of("text", text));
    }

    private void press(String key, int code) {
        for (String type : new String[]{"rawKeyDown", "keyUp"}) {
            send("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** Asks the application through the page, with one of the methods that it calls. */
    JsonNode ask(String method, Map<String, ?> parameters) {
        try {
            return evaluate("(page => page.ask(" + quoted(method) + ", " + JSON.writeValueAsString(parameters) + "))("
                    + FIND.formatted("'*'") + ".find(element => element.ask))");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a field. */
    String value(String selector) {
        return onFirst(selector, "element.value").asText();
    }

    String errorMessage(String selector) {
        return onFirst(selector, "element.errorMessage").asText();
    }

    /** Of the top of the page, without notifications, which may be those of other extensions. */
    void screenshot(Path file) throws IOException {
        evaluate("document.querySelectorAll('vaadin-notification-container').forEach(element => element.remove())");
        evaluate(FIND.formatted("'*'") + ".filter(element => element.ask).forEach(page => page.scrollTop = 0)");
        Files.createDirectories(file.getParent());
        Files.write(file,
                Base64.getDecoder().decode(send("Page.captureScreenshot", Map.of("format", "png")).path("data").asText()));
    }

    @Override
    public void close() {
        send("Page.close", Map.of());
        socket.abort();
    }
}
