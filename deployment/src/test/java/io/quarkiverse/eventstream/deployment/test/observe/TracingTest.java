package io.quarkiverse.eventstream.deployment.test.observe;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Spans.class))
            .overrideConfigKey("quarkus.otel.traces.exporter", "none")
            .overrideConfigKey("quarkus.micrometer.enabled", "false")
            .overrideConfigKey("kafka.client.id", "shop")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "2")
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "dead-letter");

    @Inject
    EventStream events;

    @Inject
    Tracer tracer;

    @Inject
    RawKafka kafka;

    @Inject
    Spans spans;

    @AfterEach
    void cancel() {
        events.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    @Test
    void aTraceGoesFromThePublisherToTheListener() {
        String topic = kafka.newTopic(1);
        listen(topic).handler(event -> tracer.spanBuilder("work").startSpan().end()).register();
        Span caller = tracer.spanBuilder("caller").startSpan();

        PublishReceipt receipt = within(caller, () -> events.publishAndAwait(event(topic).key("c1").build()));

        List<SpanData> trace = spans.awaitTrace(caller.getSpanContext().getTraceId(), 4);
        assertThat(trace).extracting(SpanData::getName).containsExactly("caller", "send " + topic, "process " + topic, "work");
        assertThat(trace).extracting(SpanData::getKind).containsExactly(SpanKind.INTERNAL, SpanKind.PRODUCER,
                SpanKind.CONSUMER, SpanKind.INTERNAL);
        for (int i = 1; i < 4; i++) {
            assertThat(trace.get(i).getParentSpanId()).isEqualTo(trace.get(i - 1).getSpanId());
        }
        String[] broker = kafka.bootstrapServers().split(":");
        assertThat(trace.get(1).getAttributes().asMap()).containsOnly(
                entry("messaging.system", "kafka"), entry("messaging.destination.name", topic),
                entry("messaging.operation.name", "send"), entry("messaging.operation.type", "send"),
                entry("messaging.message.id", receipt.eventId()), entry("eventstream.event.name", "orderCreated"),
                entry("messaging.destination.partition.id", "0"), entry("messaging.kafka.offset", 0),
                entry("messaging.kafka.message.key", "c1"),
                entry("server.address", broker[0]), entry("server.port", Integer.parseInt(broker[1])), client(trace.get(1)));
        assertThat(trace.get(2).getAttributes().asMap()).containsOnly(
                entry("messaging.system", "kafka"), entry("messaging.destination.name", topic),
                entry("messaging.operation.name", "process"), entry("messaging.operation.type", "process"),
                entry("messaging.message.id", receipt.eventId()), entry("eventstream.event.name", "orderCreated"),
                entry("messaging.destination.partition.id", "0"), entry("messaging.kafka.offset", 0),
                entry("messaging.consumer.group.name", "g-" + topic), entry("eventstream.listener", topic),
                entry("eventstream.attempt", 1), entry("messaging.kafka.message.key", "c1"),
                entry("server.address", broker[0]), entry("server.port", Integer.parseInt(broker[1])), client(trace.get(2)));
    }

    /** Independent of its other content. */
    private static Map.Entry<AttributeKey<?>, Object> client(SpanData span) {
        String client = span.getAttributes().get(stringKey("messaging.client.id"));
        assertThat(client).startsWith("shop");
        return entry("messaging.client.id", client);
    }

    @Test
    void theTraceTravelsInTheHeadersAndInTheEnvelope() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        listen(topic).handler(received).register();
        Span caller = tracer.spanBuilder("caller").startSpan();

        within(caller, () -> events.publishAndAwait(event(topic).traceId("mine").header("traceparent", "old").build()));

        IncomingEvent event = received.awaitCount(1).events().get(0);
        SpanData sent = spans.awaitTrace(caller.getSpanContext().getTraceId(), 3).get(1);
        assertThat(event.spanContext()).isEqualTo(sent.getTraceId() + ":" + sent.getSpanId() + ":0:1");
        assertThat(event.record().headers()).filteredOn(header -> header.name().equals("traceparent")).singleElement()
                .satisfies(header -> assertThat(header.text())
                        .isEqualTo("00-" + sent.getTraceId() + "-" + sent.getSpanId() + "-01"));
        // Only the publisher uses it.
        assertThat(event.traceId()).isEqualTo("mine");
    }

    @Test
    void withoutHeadersOfThePeerTheEnvelopeCarriesTheTrace() {
        String topic = kafka.newTopic(1);
        listen(topic).handler(new Received()).register();

        kafka.send(topic, 0, "k", """
                {"id":"1","name":"e","namespace":"n","spanContext":"af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:1"}""");

        SpanData processed = spans.awaitTrace(TRACE, 1).get(0);
        assertThat(processed.getName()).isEqualTo("process " + topic);
        assertThat(processed.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(processed.getParentSpanContext().isRemote()).isTrue();
    }

    @Test
    void aSpanContextOfThePublisherIsTheParentAndStaysInTheEnvelope() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        listen(topic).handler(received).register();
        String foreign = "1af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:1";

        events.publishAndAwait(event(topic).spanContext(foreign).build());

        List<SpanData> trace = spans.awaitTrace("1af7651916cd43dd8448eb211c80319c", 2);
        assertThat(trace).extracting(SpanData::getName).containsExactly("send " + topic, "process " + topic);
        assertThat(trace.get(0).getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(received.events().get(0).spanContext()).isEqualTo(foreign);
    }

    @Test
    void baggageArrivesAtTheListener() {
        String topic = kafka.newTopic(1);
        CompletableFuture<String> tenant = new CompletableFuture<>();
        listen(topic).handler(event -> tenant.complete(Baggage.current().getEntryValue("tenant"))).register();

        try (Scope scope = Baggage.builder().put("tenant", "acme").build().makeCurrent()) {
            assertThat(scope).isNotNull();
            events.publishAndAwait(event(topic).build());
        }

        assertThat(tenant.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("acme");
    }

    @Test
    void eachInvocationAndTheDeadLetterHaveASpan() {
        String topic = kafka.newTopic(1);
        listen(topic).handler(event -> {
            throw new IllegalStateException("No such customer");
        }).register();
        Span caller = tracer.spanBuilder("caller").startSpan();

        within(caller, () -> events.publishAndAwait(event(topic).build()));

        List<SpanData> trace = spans.awaitTrace(caller.getSpanContext().getTraceId(), 5);
        SpanData sent = trace.get(1);
        assertThat(trace).extracting(SpanData::getName).containsExactly("caller", "send " + topic, "process " + topic,
                "process " + topic, "send " + topic + ".dlq");
        assertThat(trace.subList(2, 5)).extracting(SpanData::getParentSpanId).containsOnly(sent.getSpanId());
        for (int call = 1; call <= 2; call++) {
            SpanData processed = trace.get(1 + call);
            assertThat(processed.getAttributes().get(longKey("eventstream.attempt"))).isEqualTo(call);
            assertThat(processed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(processed.getStatus().getDescription()).isEqualTo("java.lang.IllegalStateException: No such customer");
            assertThat(processed.getAttributes().get(stringKey("error.type"))).isEqualTo(IllegalStateException.class.getName());
            assertThat(processed.getEvents()).singleElement().satisfies(exception -> assertThat(
                    exception.getAttributes().get(stringKey("exception.message"))).isEqualTo("No such customer"));
        }
        assertThat(trace.get(4).getAttributes().asMap()).contains(entry("messaging.destination.name", topic + ".dlq"),
                entry("eventstream.listener", topic), entry("eventstream.dead_letter.reason", "failed"),
                entry("eventstream.dead_letter.exception", IllegalStateException.class.getName()));
        assertThat(trace.get(4).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void anUndecodableRecordIsDeadLetteredInTheTraceOfItsHeaders() {
        String topic = kafka.newTopic(1);
        listen(topic).handler(new Received()).register();

        kafka.send(topic, "{", Map.of("traceparent", "00-2af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        SpanData aside = spans.awaitTrace("2af7651916cd43dd8448eb211c80319c", 1).get(0);
        assertThat(aside.getName()).isEqualTo("send " + topic + ".dlq");
        assertThat(aside.getAttributes().asMap()).contains(entry("eventstream.dead_letter.reason", "unreadable"));
    }

    @Test
    void theSpanOfAnAsynchronousInvocationEndsWithIt() {
        String topic = kafka.newTopic(1);
        CompletableFuture<Void> work = new CompletableFuture<>();
        CompletableFuture<String> begun = new CompletableFuture<>();
        listen(topic).asyncHandler(event -> {
            begun.complete(Span.current().getSpanContext().getSpanId());
            return work.thenRun(() -> {
                throw new IllegalArgumentException("late");
            });
        }).register();
        Span caller = tracer.spanBuilder("caller").startSpan();

        within(caller, () -> events.publishAndAwait(event(topic).build()));
        String processing = begun.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(spans.of(caller.getSpanContext().getTraceId())).extracting(SpanData::getSpanId).doesNotContain(processing);
        work.complete(null);

        assertThat(spans.awaitTrace(caller.getSpanContext().getTraceId(), 5))
                .filteredOn(span -> span.getSpanId().equals(processing)).singleElement()
                .satisfies(span -> assertThat(span.getAttributes().get(stringKey("error.type")))
                        .isEqualTo(IllegalArgumentException.class.getName()));
    }

    @Test
    void anEventThatAListenerPublishesIsAChildOfItsInvocation() {
        String topic = kafka.newTopic(1);
        String next = kafka.newTopic(1);
        Received received = new Received();
        listen(topic).handler(event -> events.publishAndAwait(OutgoingEvent.builder(event).topic(next).build())).register();
        listen(next).handler(received).register();

        events.publishAndAwait(event(topic).build());

        IncomingEvent again = received.awaitCount(1).events().get(0);
        List<SpanData> trace = spans.awaitTrace(again.spanContext().substring(0, 32), 4);
        assertThat(trace).extracting(SpanData::getName).containsExactly("send " + topic, "process " + topic, "send " + next,
                "process " + next);
        assertThat(trace.get(2).getParentSpanId()).isEqualTo(trace.get(1).getSpanId());
        assertThat(again.spanContext()).isEqualTo(trace.get(2).getTraceId() + ":" + trace.get(2).getSpanId() + ":0:1");
    }

    @Test
    void aReplayIsInTheOriginalTraceAndMarked() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        listen(topic).handler(received).register();
        events.publishAndAwait(event(topic).build());
        String trace = received.awaitCount(1).events().get(0).spanContext().substring(0, 32);

        events.newReplay(topic).group("g-" + topic).start().completion().toCompletableFuture().join();

        assertThat(spans.awaitTrace(trace, 3)).extracting(span -> span.getAttributes().get(booleanKey("eventstream.replay")))
                .containsExactly(null, null, true);
    }

    @Test
    void anErrorEndsTheSpanOfItsInvocation() {
        String topic = kafka.newTopic(1);
        listen(topic).handler(event -> {
            throw new StackOverflowError();
        }).register();
        Span caller = tracer.spanBuilder("caller").startSpan();

        within(caller, () -> events.publishAndAwait(event(topic).build()));

        assertThat(
                spans.awaitTrace(caller.getSpanContext().getTraceId(), 5).get(2).getAttributes().get(stringKey("error.type")))
                .isEqualTo(StackOverflowError.class.getName());
    }

    @Test
    void anExceptionOfASpanProcessorLosesNoEvent() {
        String topic = kafka.newTopic(1);
        spans.failFor("send " + topic);
        spans.failFor("process " + topic);
        spans.failFor("send " + topic + ".dlq");
        Received received = new Received();
        listen(topic).handler(event -> {
            received.handle(event);
            if (event.name().equals("bad")) {
                throw new IllegalStateException("bad");
            }
        }).register();

        events.publishAndAwait(OutgoingEvent.builder("bad").topic(topic).namespace("n").build());
        events.publishAndAwait(OutgoingEvent.builder("good").topic(topic).namespace("n").build());
        events.publishAndAwait(OutgoingEvent.builder("good").topic(topic).namespace("n").build());

        assertThat(received.awaitCount(4).events()).extracting(IncomingEvent::name).containsExactly("bad", "bad", "good",
                "good");
        assertThat(kafka.read(topic + ".dlq", 1)).hasSize(1);
    }

    @Test
    void logRecordsAboutAnEventCarryItsTrace() {
        String topic = kafka.newTopic(1);
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new LoggedIds(topic, logged);
        Logger events = Logger.getLogger("io.quarkiverse.eventstream.events");
        events.addHandler(handler);
        try {
            listen(topic).handler(event -> {
                throw new IllegalStateException("No such customer");
            }).register();

            kafka.send(topic, 0, "k",
                    """
                            {"id":"1","name":"e","namespace":"n","spanContext":"3af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:1"}""");

            List<SpanData> trace = spans.awaitTrace("3af7651916cd43dd8448eb211c80319c", 3);
            Patience.await().until(() -> logged.size() >= 2);
            assertThat(logged).containsExactly(
                    "3af7651916cd43dd8448eb211c80319c, " + trace.get(0).getSpanId() + ": The listener failed",
                    "3af7651916cd43dd8448eb211c80319c, " + trace.get(1).getSpanId() + ": The event was dead-lettered");
        } finally {
            events.removeHandler(handler);
        }
    }

    /** Captures trace, span and first words of log records about the events of a topic. */
    private static final class LoggedIds extends Handler {

        private final String topic;
        private final List<String> logged;

        LoggedIds(String topic, List<String> logged) {
            this.topic = topic;
            this.logged = logged;
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getMessage().contains(topic)) {
                logged.add(MDC.get("traceId") + ", " + MDC.get("spanId") + ": " + record.getMessage().split("[,:]")[0]);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void noInvocationSeesTheSpanOfAnother() {
        String topic = kafka.newTopic(4);
        for (int i = 0; i < 100; i++) {
            events.publishAndAwait(event(topic).key("k" + i).build());
        }
        List<String> mixedUp = new CopyOnWriteArrayList<>();
        Received received = new Received();

        // All events are on the topic before, so that invocations for the four partitions run concurrently.
        listen(topic).handler(event -> {
            if (!event.spanContext().startsWith(Span.current().getSpanContext().getTraceId())) {
                mixedUp.add(event.id());
            }
            received.handle(event);
        }).register();
        events.newSubscription("async-" + topic).topic(topic).group("async-" + topic).offset(Offset.EARLIEST)
                .asyncHandler(event -> CompletableFuture.runAsync(() -> received.handle(event))).register();

        received.awaitCount(200);
        assertThat(mixedUp).isEmpty();
    }

    @Test
    void anEventToSeveralTopicsIsOneSpanThatNamesThemAll() {
        String one = kafka.newTopic(1);
        String other = kafka.newTopic(1);
        Span caller = tracer.spanBuilder("caller").startSpan();

        within(caller, () -> events.publishAndAwait(OutgoingEvent.builder("e").topics(one, other).namespace("n").build()));

        SpanData sent = spans.awaitTrace(caller.getSpanContext().getTraceId(), 2).get(1);
        assertThat(sent.getName()).isEqualTo("send");
        assertThat(sent.getAttributes().get(longKey("messaging.batch.message_count"))).isEqualTo(2);
        assertThat(sent.getEvents()).extracting(written -> written.getAttributes().get(stringKey("messaging.destination.name")))
                .containsExactlyInAnyOrder(one, other);
    }

    @Test
    void theSpanOfARefusedEventHasTheReason() {
        Span caller = tracer.spanBuilder("caller").startSpan();

        assertThatThrownBy(() -> within(caller, () -> events.publishAndAwait(OutgoingEvent.builder("e").topic("t").build())))
                .isInstanceOf(InvalidEventException.class);

        SpanData sent = spans.awaitTrace(caller.getSpanContext().getTraceId(), 2).get(1);
        assertThat(sent.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(sent.getAttributes().get(stringKey("error.type"))).isEqualTo(InvalidEventException.class.getName());
    }

    private SubscriptionDefinition listen(String topic) {
        return events.newSubscription(topic).topic(topic).group("g-" + topic).offset(Offset.EARLIEST);
    }

    private static OutgoingEvent.Builder event(String topic) {
        return OutgoingEvent.builder("orderCreated").topic(topic).namespace("n").key("k");
    }

    private static <T> T within(Span span, Supplier<T> work) {
        try (Scope scope = span.makeCurrent()) {
            assertThat(scope).isNotNull();
            return work.get();
        } finally {
            span.end();
        }
    }

    private static Map.Entry<AttributeKey<?>, Object> entry(String key, String value) {
        return Map.entry(stringKey(key), value);
    }

    private static Map.Entry<AttributeKey<?>, Object> entry(String key, long value) {
        return Map.entry(longKey(key), value);
    }
}
