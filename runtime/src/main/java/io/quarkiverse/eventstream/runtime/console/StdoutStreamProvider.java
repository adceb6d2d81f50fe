package io.quarkiverse.eventstream.runtime.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.spi.Registration;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

/**
 * The stream {@code stdout}: it prints each event, and each registration of a listener, to standard output as a line of JSON. Its
 * listeners get no events.
 */
@Singleton
public class StdoutStreamProvider implements StreamProvider {

    private static final int REGISTRATION_VERSION = 1;

    private final ObjectMapper mapper;

    @Inject
    public StdoutStreamProvider(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String name() {
        return "stdout";
    }

    @Override
    public StreamConnection open(StreamSettings settings) {
        return new Printing();
    }

    private final class Printing extends DetachedConnection {

        @Override
        protected void accept(ProducerRecord<byte[], byte[]> record) {
            printLine(record.value() == null ? tombstone(record) : record.value());
        }

        private byte[] tombstone(ProducerRecord<byte[], byte[]> record) {
            ObjectNode tombstone = mapper.createObjectNode();
            tombstone.put("topic", record.topic());
            tombstone.put("key", new String(record.key(), StandardCharsets.UTF_8));
            tombstone.put("tombstone", true);
            return tombstone.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void registered(Registration registration) {
            ObjectNode line = mapper.createObjectNode();
            line.put("topic", registration.topic());
            line.put("name", registration.name());
            line.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            line.put("version", REGISTRATION_VERSION);
            printLine(line.toString().getBytes(StandardCharsets.UTF_8));
        }

        /** Prints the line without interruption by other threads. */
        private void printLine(byte[] json) {
            PrintStream out = System.out;
            synchronized (out) {
                out.write(json, 0, json.length);
                out.println();
                out.flush();
            }
        }
    }
}
