package io.quarkiverse.eventstream.outbox.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.runtime.log.EventMdc;
import io.quarkiverse.eventstream.runtime.log.ThrottledLog;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** The log lines of the relay, none of which is repeated with each record. Confined to the thread of the relay. */
final class RelayLog {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int REASON_LENGTH = 1_000;

    private final ThrottledLog refusals = new ThrottledLog(LOG, Level.WARN, Duration.ofSeconds(10));
    private final RecordMdc mdc = new RecordMdc();
    private boolean failing;

    /** The database can't be used. */
    void failed(Throwable error) {
        LOG.logf(failing ? Level.DEBUG : Level.WARN, failing ? error : null,
                "The outbox can't use its database, and tries again: %s. Stored events are sent as soon as it can", error);
        failing = true;
    }

    void works() {
        if (failing) {
            failing = false;
            LOG.info("The outbox can use its database again");
        }
    }

    /** The stream has refused a record, whose key waits for it. */
    void refused(StoredRecord record, Lane lane, Throwable error) {
        String line = "The stored event " + record.id() + " for the topic " + record.record().topic() + " was refused "
                + lane.failures() + " times, and will be sent again; the events of its key wait for it: "
                + reason(error);
        EventMdc.run(mdc.of(record.record()), () -> {
            refusals.log(line);
            LOG.debug(line, error);
        });
    }

    /** The row of a record that was refused does not exist any more. */
    void discarded(long id, String topic) {
        EventMdc.run(Map.of(EventMdc.TOPIC, UntrustedText.of(topic)), () -> LOG
                .warnf("The stored event %d for the topic %s was deleted from its table, and is not sent", id, topic));
    }

    static String reason(Throwable error) {
        return UntrustedText.of(String.valueOf(error.getMessage()), REASON_LENGTH);
    }

    /** Nothing sends the records of streams that the application does not have. */
    void unknownStreams(Set<String> stored, Set<String> known) {
        stored.stream().filter(stream -> !known.contains(stream))
                .forEach(
                        stream -> LOG.warnf(
                                "The outbox has events for the stream %s, which this application does not use with the outbox: they stay"
                                        + " stored until an application with that stream sends them",
                                UntrustedText.of(stream)));
    }
}
