package io.quarkiverse.eventstream.operations.runtime.desk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry.Command;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/**
 * Makes the commands of a redrive.
 *
 * @param editedValue the value instead of the letter's; null for its own
 * @param editedName the name of the event in it; null for its own
 */
record Commands(RedriveOptions options, byte[] editedValue, String editedName) {

    /**
     * Checks the edited value, if there is one.
     *
     * @throws IllegalArgumentException if it is no envelope, or not exactly one letter is named
     */
    static Commands of(RedriveOptions options, LetterFilter filter, EventCodec codec) {
        if (options.editedValue().isEmpty()) {
            return new Commands(options, null, null);
        }
        if (filter.ids().size() != 1) {
            throw new IllegalArgumentException("An edited value is for one letter, which the filter names, not for "
                    + filter.ids().size());
        }
        byte[] value = options.editedValue().get().getBytes(StandardCharsets.UTF_8);
        try {
            return new Commands(options, value, codec.decode(value).name());
        } catch (UndecodableException e) {
            throw new IllegalArgumentException("The edited value is no valid event: " + e.getMessage(), e);
        }
    }

    JournalEntry command(LetterRecord letter, RedriveTargets.Target target, Uuid topicId) {
        boolean isEdited = editedValue != null;
        Command command = new Command(letter.record().key(), isEdited ? editedValue : letter.record().value(), headers(letter),
                target.listener(), target.group(), letter.redrives() + 1, isEdited);
        return new JournalEntry(letter.record().partition(), letter.record().offset(), LetterState.REDRIVEN, topicId,
                options.by(), Instant.now(), options.reason().orElse(null), command);
    }

    /** Those of the letter; the name of an edited event may be another one. */
    private List<Header> headers(LetterRecord letter) {
        List<Header> headers = new ArrayList<>();
        for (Header header : letter.record().headers()) {
            boolean isName = editedName != null && header.key().equals(EventCodec.NAME_HEADER);
            headers.add(isName ? new RecordHeader(header.key(), editedName.getBytes(StandardCharsets.UTF_8)) : header);
        }
        return headers;
    }
}
