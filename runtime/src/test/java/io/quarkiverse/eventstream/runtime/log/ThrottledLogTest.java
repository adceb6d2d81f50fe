package io.quarkiverse.eventstream.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.Test;

class ThrottledLogTest {

    @Test
    void aMessageHasTheNumberOfMessagesLeftOutInItsInterval() {
        List<String> messages = new ArrayList<>();
        String name = ThrottledLogTest.class.getName();
        java.util.logging.Logger target = java.util.logging.Logger.getLogger(name);
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                messages.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        target.addHandler(handler);
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
        try {
            ThrottledLog log = new ThrottledLog(Logger.getLogger(name), Level.WARN, Duration.ofNanos(10), clock::get);
            log.log("first");
            log.log("second");
            log.log("third");
            clock.addAndGet(10);
            log.log("fourth");
            clock.addAndGet(10);
            log.log("fifth");
        } finally {
            target.removeHandler(handler);
        }

        assertThat(messages).containsExactly("first", "fourth (and 2 like it since the last message)", "fifth");
    }
}
