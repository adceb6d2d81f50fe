package io.quarkiverse.eventstream.test.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.test.TestTime;

class ObservedStreamsTest {

    @Test
    void aTestBeginsWhenNoStreamHasEventsInFlightFromThePreviousTest() {
        ObservedStreams streams = new ObservedStreams(new EventCodec(new ObjectMapper()), new TestTime());
        Names names = new Names("", "g", false);
        OutgoingEvent event = OutgoingEvent.builder("e").topic("t").build();
        streams.of(EventStreamConfig.DEFAULT_STREAM, "memory", names).publishing(event, List.of("t"))
                .answered("t", new WrittenRecord("t", 0, 0), null);
        PublishObservation last = streams.of("audit", "memory", names).publishing(event, List.of("t"));
        CompletableFuture<Void> next = CompletableFuture.runAsync(streams::beforeTest);
        assertThat(next).isNotDone();

        last.answered("t", new WrittenRecord("t", 0, 0), null);

        assertThat(next).succeedsWithin(Duration.ofSeconds(30));
        assertThat(streams.events().published()).isEmpty();
        assertThat(streams.events().stream("audit").published()).isEmpty();
    }
}
