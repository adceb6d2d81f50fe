package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

class FailedStartTest {

    /** A system property, because the application's classes are not those of the test. */
    private static final String STATE = "eventstream.test.stream";

    @RegisterExtension
    static final FailingApplication START = new FailingApplication().with("quarkus.eventstream.stream", "telling")
            .with("my.topic", "missing/letters");

    @AfterAll
    static void forget() {
        System.clearProperty(STATE);
    }

    static class Billing {
        @OnEvent(topic = "${my.topic}")
        void bill(Order order) {}
    }

    @Test
    void aStartThatFailsClosesTheStreamsThatItOpened() {
        assertThat(START.messages()).singleElement().asString().contains("missing");
        assertThat(System.getProperty(STATE)).isEqualTo("closed");
    }

    @Singleton
    static class Telling implements StreamProvider, StreamConnection {

        @Override
        public String name() {
            return "telling";
        }

        @Override
        public StreamConnection open(StreamSettings settings) {
            System.setProperty(STATE, "open");
            return this;
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(Duration timeout) {
            System.setProperty(STATE, "closed");
        }
    }
}
