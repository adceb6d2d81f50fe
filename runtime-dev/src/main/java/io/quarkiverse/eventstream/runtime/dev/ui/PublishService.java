package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.runtime.bus.AnnotatedListener;
import io.quarkiverse.eventstream.runtime.bus.BuildTimeFindings;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;

/**
 * The form that publishes an event, through the same bean as the application, which also validates it.
 */
public class PublishService {

    private static final String STREAM = "The name of the stream, as the method listeners returns it";

    @Inject
    EventStreams streams;

    @Inject
    ObservedStreams observed;

    @Inject
    BuildTimeFindings findings;

    @Inject
    ObjectMapper mapper;

    /**
     * What a listener of the application expects.
     *
     * @param topic the topic, without the prefix
     * @param name the name of the events; empty for all
     * @param type the type of the payload; empty if the listener takes the event as it is
     * @param payload an example, as indented JSON
     */
    public record TemplateView(String listener, String topic, String name, String namespace, String type, String payload) {}

    /**
     * The result of publishing.
     *
     * @param violations what is wrong with each field; nothing was published if there are any
     * @param message the coordinates of the records, or why they were not written
     */
    public record PublishView(boolean published, String message, List<ViolationView> violations) {}

    /** A rule that a field breaks. */
    public record ViolationView(String field, String rule) {}

    @JsonRpcDescription("Lists what the listeners of the application expect: topic, name, and an example of the payload as JSON")
    @DevMCPEnableByDefault
    public List<TemplateView> templates(@JsonRpcDescription(STREAM) String stream) {
        Map<String, AnnotatedListener> annotated = findings.listeners().stream()
                .collect(Collectors.toMap(AnnotatedListener::id, Function.identity()));
        PayloadExample examples = new PayloadExample(mapper);
        List<TemplateView> templates = new ArrayList<>();
        for (ObservedListenerActivity listener : observed.get(stream).listeners()) {
            ListenerSpec spec = listener.spec();
            String type = annotated.containsKey(spec.id()) ? annotated.get(spec.id()).method().getPayloadType() : "";
            templates.add(new TemplateView(spec.id(), spec.topic(), spec.name(), spec.namespace(), type, examples.of(type)));
        }
        return templates;
    }

    @JsonRpcDescription("Publishes an event, validated as the application's own. Returns the coordinates of its record, or what is"
            + " wrong with each field. Parameters: stream, its name as the method listeners returns it; topic, without the prefix; name"
            + " of the event; namespace, as other events of the application have it; key, for order, may be empty; payload, a JSON"
            + " object, may be empty; fields, further ones by name: id, version, userId, clientId, sessionId, traceId, may be empty;"
            + " headers of the record by name, may be empty")
    @DevMCPEnableByDefault
    public PublishView publishEvent(String stream, String topic, String name, String namespace, String key, String payload,
            Map<String, String> fields, Map<String, String> headers) {
        OutgoingEvent.Builder event = OutgoingEvent.builder(name).topic(topic).namespace(namespace);
        if (isGiven(key)) {
            event.key(key);
        }
        List<ViolationView> violations = new ArrayList<>();
        if (isGiven(payload)) {
            try {
                // All of the text: what follows the first value is a mistake.
                event.payload(mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(payload));
            } catch (JsonProcessingException e) {
                violations.add(new ViolationView("payload", "must be JSON: " + e.getOriginalMessage()));
            }
        }
        given(fields).forEach((field, value) -> set(event, field, value, violations));
        given(headers).forEach(event::header);
        return violations.isEmpty()
                ? publish(stream, event.build())
                : new PublishView(false, "Nothing was published", violations);
    }

    private PublishView publish(String stream, OutgoingEvent event) {
        try {
            PublishReceipt receipt = streams.get(observed.get(stream).name()).publish(event).toCompletableFuture().join();
            return new PublishView(true, receipt.records().stream()
                    .map(written -> written.partition() < 0
                            ? written.topic()
                            : written.topic() + ", partition " + written.partition() + ", offset " + written.offset())
                    .collect(Collectors.joining("; ", "Published " + receipt.eventId() + " to ", "")), List.of());
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidEventException invalid) {
                return new PublishView(false, "Nothing was published",
                        invalid.violations().stream().map(PublishService::view).toList());
            }
            return new PublishView(false, Outcome.text(e.getCause()), List.of());
        }
    }

    private static ViolationView view(Violation violation) {
        return new ViolationView(violation.field(), violation.rule());
    }

    private static void set(OutgoingEvent.Builder event, String field, String value, List<ViolationView> violations) {
        switch (field) {
            case "id" -> event.id(value);
            case "userId" -> event.userId(value);
            case "clientId" -> event.clientId(value);
            case "sessionId" -> event.sessionId(value);
            case "traceId" -> event.traceId(value);
            case "version" -> version(event, value, violations);
            default -> violations.add(new ViolationView(field, "is no field of this form"));
        }
    }

    private static void version(OutgoingEvent.Builder event, String value, List<ViolationView> violations) {
        try {
            event.version(Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            violations.add(new ViolationView("version", "must be a whole number"));
        }
    }

    private static Map<String, String> given(Map<String, String> fields) {
        return fields == null
                ? Map.of()
                : fields.entrySet().stream().filter(field -> isGiven(field.getValue()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }
}
