package io.quarkiverse.eventstream.operations.runtime.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry.Command;

class JournalEntryTest {

    private static final Instant AT = Instant.parse("2026-11-24T06:26:36.120Z");
    private static final Uuid ID = Uuid.randomUuid();

    private static JournalEntry entry(LetterState state) {
        return new JournalEntry(2, 17, state, ID, "ada", AT, "a reason", null);
    }

    private static JournalEntry redriven(Command command) {
        return new JournalEntry(2, 17, LetterState.REDRIVEN, ID, "ada", AT, null, command);
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(record.topic(), record.partition(), 4711, 0, TimestampType.CREATE_TIME, 0, 0, record.key(),
                record.value(), record.headers(), java.util.Optional.empty());
    }

    private static JournalEntry copy(JournalEntry entry) {
        return JournalEntry.read(received(entry.toRecord("orders.dlq.journal"))).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "REDRIVEN")
    void anEntryIsReadAgain(LetterState state) {
        assertThat(copy(entry(state))).isEqualTo(entry(state));
    }

    @Test
    void anEntryIsInThePartitionOfItsLetterAndHasItsKeyAndNeverNoValue() {
        ProducerRecord<byte[], byte[]> record = entry(LetterState.DISCARDED).toRecord(JournalEntry.journalOf("orders.dlq"));

        assertThat(record.topic()).isEqualTo("orders.dlq.journal");
        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.key()).isEqualTo("2@17".getBytes(UTF_8)).isEqualTo(JournalEntry.key(2, 17));
        assertThat(record.value()).isEmpty();
        assertThat(record.headers()).extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("eventstream.letter.state=discarded", "eventstream.letter.topic-id=" + ID,
                        "eventstream.letter.by=ada", "eventstream.letter.at=2026-11-24T06:26:36.120Z",
                        "eventstream.letter.reason=a reason");
    }

    @Test
    void topicIdAndReasonMayBeMissing() {
        JournalEntry entry = new JournalEntry(0, 0, LetterState.OPEN, null, "ada", AT, null, null);

        assertThat(copy(entry)).isEqualTo(entry);
    }

    @Test
    void aCommandHasTheLetterAndItsTarget() {
        Command read = copy(redriven(new Command("a key".getBytes(UTF_8), new byte[]{0, -1},
                List.of(header("origin", "a test"), header("eventstream.dead-letter.reason", "failed"), header("origin", "2")),
                "org.acme.Billing#bill", "prod.billing", 2, true))).command();

        assertThat(read.key()).isEqualTo("a key".getBytes(UTF_8));
        assertThat(read.value()).isEqualTo(new byte[]{0, -1});
        assertThat(read.headers()).extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("origin=a test", "eventstream.dead-letter.reason=failed", "origin=2");
        assertThat(read.listener()).isEqualTo("org.acme.Billing#bill");
        assertThat(read.group()).isEqualTo("prod.billing");
        assertThat(read.redrives()).isEqualTo(2);
        assertThat(read.edited()).isTrue();
    }

    @Test
    void theCommandOfATombstoneIsNoRemoval() {
        ProducerRecord<byte[], byte[]> record = redriven(
                new Command("k".getBytes(UTF_8), null, List.of(), "audit", "g", 1, false))
                .toRecord("orders.dlq.journal");

        assertThat(record.value()).isNotNull();
        assertThat(JournalEntry.read(received(record)).orElseThrow().command().value()).isNull();
    }

    @Test
    void aCommandWithoutKeyHasNone() {
        Command read = copy(redriven(new Command(null, new byte[0], List.of(), "audit", "g", 1, false))).command();

        assertThat(read.key()).isNull();
        assertThat(read.value()).isEmpty();
        assertThat(read.edited()).isFalse();
    }

    @Test
    void aLetterCannotPretendToBeAnotherEntry() {
        JournalEntry read = copy(redriven(new Command(null, new byte[0], List.of(header("eventstream.letter.by", "eve"),
                header("eventstream.letter.listener", "other"), header("eventstream.letter.edited", "true")), "audit", "g", 1,
                false)));

        assertThat(read.by()).isEqualTo("ada");
        assertThat(read.command().listener()).isEqualTo("audit");
        assertThat(read.command().edited()).isFalse();
        assertThat(read.command().headers()).isEmpty();
    }

    @Test
    void theFollowingEntryIsOfTheSameLetter() {
        JournalEntry next = redriven(new Command(null, new byte[0], List.of(), "audit", "g", 1, false))
                .followedBy(LetterState.OPEN, "billing-1", AT.plusSeconds(1), "no such listener");

        assertThat(next).isEqualTo(
                new JournalEntry(2, 17, LetterState.OPEN, ID, "billing-1", AT.plusSeconds(1), "no such listener", null));
    }

    @Test
    void aCommandNeedsItsState() {
        Command command = new Command(null, new byte[0], List.of(), "audit", "g", 1, false);

        assertThatThrownBy(() -> entry(LetterState.REDRIVEN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JournalEntry(0, 0, LetterState.OPEN, null, "ada", AT, null, command))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRemovalIsNoEntry() {
        ConsumerRecord<byte[], byte[]> removal = received(JournalEntry.removal("orders.dlq.journal", 2, 17));

        assertThat(removal.value()).isNull();
        assertThat(JournalEntry.read(removal)).isEmpty();
        assertThat(JournalEntry.offset(removal)).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({"state,gone", "state,", "at,yesterday", "at,", "by,", "topic-id,?"})
    void aRecordOfAnotherClientIsNoEntry(String name, String value) {
        ProducerRecord<byte[], byte[]> record = entry(LetterState.RESOLVED).toRecord("orders.dlq.journal");
        record.headers().remove("eventstream.letter." + name);
        if (value != null) {
            record.headers().add(header("eventstream.letter." + name, value));
        }

        assertThat(JournalEntry.read(received(record))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1@17", "2-17", "2@x", "2@-1", "2@", "''"})
    void aRecordOfAnotherKeyIsNoEntry(String key) {
        ProducerRecord<byte[], byte[]> entry = entry(LetterState.RESOLVED).toRecord("orders.dlq.journal");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(entry.topic(), 2, null, key.getBytes(UTF_8),
                entry.value(), entry.headers());

        assertThat(JournalEntry.read(received(record))).isEmpty();
        assertThat(JournalEntry.offset(received(record))).isNegative();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
