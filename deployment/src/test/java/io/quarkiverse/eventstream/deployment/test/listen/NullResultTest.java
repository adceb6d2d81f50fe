package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** A method that returns null has not completed the event, and the log says so. */
class NullResultTest {

    private static final PatternFormatter LINES = new PatternFormatter("%s");

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class))
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "stop")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(NullResultTest::assertExplained);

    private static void assertExplained(List<LogRecord> records) {
        for (String method : List.of("stage", "uni")) {
            assertThat(records).extracting(LINES::format).anyMatch(line -> line.contains("#" + method
                    + "(IncomingEvent) returned null instead of a Uni or a CompletionStage"));
        }
    }

    static class Nothing {

        @OnEvent(topic = "stages", offset = "earliest", id = "stage")
        CompletionStage<Void> stage(IncomingEvent event) {
            return null;
        }

        @OnEvent(topic = "unis", offset = "earliest", id = "uni")
        Uni<Void> uni(IncomingEvent event) {
            return null;
        }
    }

    @Inject
    EventStream events;

    @Test
    void theListenerHasFailedAndTheReasonIsLogged() {
        for (String topic : List.of("stages", "unis")) {
            events.publishAndAwait(OutgoingEvent.builder("e").topic(topic).namespace("n").build());
        }

        for (String listener : List.of("stage", "uni")) {
            await().until(() -> events.subscription(listener).orElseThrow().isStopped());
        }
    }
}
