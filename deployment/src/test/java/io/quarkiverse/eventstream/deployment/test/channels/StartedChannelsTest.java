package io.quarkiverse.eventstream.deployment.test.channels;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkus.test.QuarkusUnitTest;

/**
 * Errors of channels that the bus detects when it starts.
 */
class StartedChannelsTest {

    private static final String OVERRIDES = "quarkus.eventstream.listener.";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("mp.messaging.connector.eventstream.topic", "orders")
            .overrideConfigKey("mp.messaging.incoming.first.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.second.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.second.offset", "earliest")
            .overrideConfigKey("mp.messaging.incoming.third.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.third.offset", "latest")
            .overrideConfigKey("mp.messaging.incoming.wrong.connector", "eventstream")
            .overrideConfigKey(OVERRIDES + "\"channel.wrong\".attempts", "0")
            .overrideConfigKey(OVERRIDES + "\"channel.gone\".attempts", "1")
            .setLogRecordPredicate(record -> record.getMessage().contains("overrides no"))
            .assertLogRecords(records -> assertThat(records).singleElement()
                    .satisfies(record -> assertThat(String.format(record.getMessage(), record.getParameters())).isEqualTo(
                            "quarkus.eventstream.listener.\"channel.gone\" overrides no channel. There are [channel.first,"
                                    + " channel.second, channel.third, channel.wrong]")))
            .assertException(failure -> assertThat(failure).isInstanceOf(EventStreamException.class)
                    .hasMessage("Channels can't be started: The listener channel.third must begin at the same offset as the"
                            + " consumer of its topic and group, at earliest and not at latest. They share a consumer: use the"
                            + " same offset, or another group; The subscription"
                            + " \"channel.wrong\" can't be registered: quarkus.eventstream.listener.\"channel.wrong\".attempts"
                            + " must be 1 or more, not 0"));

    @Singleton
    static class Channels {

        @Incoming("first")
        void first(IncomingEvent event) {}

        @Incoming("second")
        void second(IncomingEvent event) {}

        @Incoming("third")
        void third(IncomingEvent event) {}

        @Incoming("wrong")
        void wrong(IncomingEvent event) {}
    }

    @Test
    void allErrorsAreReportedAtOnceAndAChannelWithoutAnOffsetTakesThatOfItsGroup() {}
}
