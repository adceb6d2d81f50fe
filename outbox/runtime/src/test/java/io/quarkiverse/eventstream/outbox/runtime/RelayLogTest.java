package io.quarkiverse.eventstream.outbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;

class RelayLogTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private final Logger logger = Logger.getLogger(Relay.class.getName());
    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, Object>> mdcs = new ArrayList<>();
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord record) {
            // The line with the stack trace is below.
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(record.getMessage());
                mdcs.add(new HashMap<>(MDC.getMap()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
    }

    private static StoredRecord stored(String value, String trace) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("prod.orders", "k".getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        if (trace != null) {
            record.headers().add("traceparent", trace.getBytes(StandardCharsets.UTF_8));
        }
        return new StoredRecord(17, 0, "<default>", record);
    }

    private void refuse(StoredRecord record) {
        new RelayLog().refused(record, new Lane(record.orderKey(), 0), new EventStreamException("no leader"));
    }

    @Test
    void aLineAboutARefusedEventCarriesItsDataAsMdc() {
        refuse(stored("{\"id\":\"e-1\",\"name\":\"orderCreated\"}", "00-" + TRACE + "-" + SPAN + "-01"));

        assertThat(lines).singleElement().asString().contains("The stored event 17", "no leader");
        assertThat(mdcs).singleElement().isEqualTo(
                Map.of("eventId", "e-1", "topic", "prod.orders", "traceId", TRACE, "spanId", SPAN));
        assertThat(MDC.getMap()).isEmpty();
    }

    @Test
    void aTombstoneAndARawRecordHaveATopicOnly() {
        refuse(stored(null, null));
        refuse(stored("no envelope", "not a trace"));

        assertThat(mdcs).hasSize(2).containsOnly(Map.of("topic", "prod.orders"));
    }

    @Test
    void aLineAboutADeletedRowHasItsTopic() {
        new RelayLog().discarded(17, "prod.orders");

        assertThat(mdcs).containsExactly(Map.of("topic", "prod.orders"));
    }
}
