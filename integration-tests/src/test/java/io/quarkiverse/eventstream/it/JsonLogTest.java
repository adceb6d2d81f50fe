package io.quarkiverse.eventstream.it;

import static io.quarkiverse.eventstream.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.Subscription;
import io.quarkus.test.junit.QuarkusTest;

/** The log in JSON has the data of an event in fields of their own. */
@QuarkusTest
class JsonLogTest {

    @Inject
    EventStream events;

    @Inject
    Tracer tracer;

    @ConfigProperty(name = "quarkus.log.file.path")
    Path file;

    private final ObjectMapper mapper = new ObjectMapper();
    private final String topic = "logged-" + UUID.randomUUID();

    @Test
    void aFailedInvocationHasTheTraceTheEventAndTheListener() {
        Subscription subscription = events.newSubscription(topic).topic(topic).group("g").offset(Offset.EARLIEST)
                .handler(event -> {
                    Logger.getLogger("shop").warnf("Trying %s", topic);
                    throw new IllegalStateException("not today");
                }).register();
        Span caller = tracer.spanBuilder("caller").startSpan();
        PublishReceipt receipt = within(caller, () -> events.publishAndAwait(event().build()));

        JsonNode line = awaitLine("The listener failed");
        assertThat(line.get("mdc").get("traceId").textValue()).isEqualTo(caller.getSpanContext().getTraceId());
        assertThat(line.get("mdc").get("spanId").textValue()).isNotEqualTo(caller.getSpanContext().getSpanId());
        assertThat(mdc(line)).containsAllEntriesOf(Map.of("eventId", receipt.eventId(),
                "topic", "it." + topic, "partition", "0", "offset", "0", "group", "it.g", "listener", topic, "attempt", "1"));
        assertThat(mdc(awaitLine("Trying"))).containsEntry("traceId", caller.getSpanContext().getTraceId())
                .containsKey("spanId");
        subscription.cancel().toCompletableFuture().join();
    }

    @Test
    void aFailedPublicationHasTheTraceTheEventAndTheTopic() {
        Span caller = tracer.spanBuilder("caller").startSpan();
        OutgoingEvent event = event().timeout(Duration.ofNanos(1)).build();
        CompletionStage<PublishReceipt> receipt = within(caller, () -> events.publish(event));
        assertThatThrownBy(() -> receipt.toCompletableFuture().join()).isNotNull();

        JsonNode line = awaitLine("was not published");
        assertThat(mdc(line)).containsAllEntriesOf(Map.of("eventId", event.id(),
                "topic", "it." + topic, "traceId", caller.getSpanContext().getTraceId()));
    }

    private static <T> T within(Span span, Supplier<T> task) {
        Scope scope = span.makeCurrent();
        try {
            return task.get();
        } finally {
            scope.close();
        }
    }

    private Map<String, String> mdc(JsonNode line) {
        return mapper.convertValue(line.get("mdc"), new TypeReference<Map<String, String>>() {});
    }

    private OutgoingEvent.Builder event() {
        return OutgoingEvent.builder("logged").topic(topic).namespace("it").payload(Map.of());
    }

    private JsonNode awaitLine(String message) {
        return await().ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class).until(() -> lines(message).get(0),
                line -> true);
    }

    private List<JsonNode> lines(String message) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> line.contains(message) && line.contains(topic))
                .map(this::parse).toList();
    }

    private JsonNode parse(String line) {
        try {
            return mapper.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
