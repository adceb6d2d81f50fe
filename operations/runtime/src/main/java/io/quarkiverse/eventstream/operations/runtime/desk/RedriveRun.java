package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveRefusal;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMatcher;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;

/**
 * A redrive: reads open letters, and writes their commands in batches at the pace that was asked for.
 *
 * <pre>
 * running ──all letters are redriven or refused──▶ completed
 *    ├──cancel──▶ cancelled, after the batch that is being written
 *    └──the broker refuses or does not answer──▶ failed
 * </pre>
 */
final class RedriveRun implements Redrive, Runnable {

    private static final Logger LOG = Logger.getLogger(RedriveRun.class);
    private static final long LARGEST_BATCH_BYTES = 1 << 20;

    private final DeadLetterTopic topic;
    private final LetterMatcher matcher;
    private final Commands commands;
    private final RedriveTargets targets;
    private final Pace pace;
    private final AtomicLong redriven = new AtomicLong();
    private final Map<RedriveRefusal, Long> refused = new ConcurrentHashMap<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CompletableFuture<Void> completion = new CompletableFuture<>();

    RedriveRun(DeadLetterTopic topic, LetterFilter filter, Commands commands) {
        this.topic = topic;
        this.matcher = new LetterMatcher(filter, topic.view());
        this.commands = commands;
        this.targets = new RedriveTargets(topic.stream(), commands.options());
        this.pace = new Pace(commands.options().ratePerSecond());
    }

    @Override
    public String topic() {
        return topic.name();
    }

    @Override
    public long redriven() {
        return redriven.get();
    }

    @Override
    public Map<RedriveRefusal, Long> refused() {
        return Map.copyOf(refused);
    }

    @Override
    public CompletionStage<Void> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> cancel() {
        cancelled.countDown();
        return completion.handle((nothing, error) -> (Void) null).minimalCompletionStage();
    }

    @Override
    public void run() {
        try {
            if (topic.exists()) {
                JournalWriter.exclusively(topic, Turns.inBackground(cancelled), this::redrive);
            }
            LOG.infof("Redrove %d letters of %s for %s; refused: %s", redriven(), topic.fullName(), commands.options().by(),
                    refused);
            completion.complete(null);
        } catch (CancellationException e) {
            LOG.infof("The redrive of letters of %s was cancelled after %d letters", topic.fullName(), redriven());
            completion.completeExceptionally(e);
        } catch (Throwable e) {
            LOG.warnf(e, "The redrive of letters of %s ended after %d letters; the others stay open", topic.fullName(),
                    redriven());
            completion.completeExceptionally(e);
        }
    }

    /** Begins again after an interruption: letters that were redriven are open no more, and those that are refused are refused again. */
    private void redrive(JournalWriter writer) {
        refused.clear();
        requireRunning();
        List<JournalEntry> batch = new ArrayList<>();
        long[] bytes = new long[1];
        topic.scan(writer.states(), matcher, true, (letter, state) -> {
            if (state == LetterState.OPEN && hasRoom(batch)) {
                bytes[0] += decide(letter, batch, writer);
            }
            if (batch.size() >= pace.batch() || bytes[0] >= LARGEST_BATCH_BYTES) {
                write(batch, writer);
                bytes[0] = 0;
            }
            return hasRoom(batch);
        });
        write(batch, writer);
    }

    private void requireRunning() {
        if (cancelled.getCount() == 0) {
            throw new CancellationException("The redrive was cancelled");
        }
    }

    private boolean hasRoom(List<JournalEntry> batch) {
        requireRunning();
        return redriven() + batch.size() < commands.options().limit();
    }

    /** Returns the size of the letter. */
    private long decide(LetterRecord letter, List<JournalEntry> batch, JournalWriter writer) {
        RedriveTargets.Decision decision = targets.decide(letter);
        if (decision instanceof RedriveTargets.Refused refusal) {
            refused.merge(refusal.reason(), 1L, Long::sum);
            return 0;
        }
        batch.add(commands.command(letter, (RedriveTargets.Target) decision, writer.states().topicId()));
        return Math.max(0, letter.record().serializedValueSize());
    }

    private void write(List<JournalEntry> batch, JournalWriter writer) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            pace.await(cancelled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventStreamException("The redrive was interrupted", e);
        }
        requireRunning();
        writeAll(batch, writer);
        pace.written(batch.size());
        batch.clear();
    }

    /** A letter that is too large must not keep the others from being redriven. */
    private void writeAll(List<JournalEntry> entries, JournalWriter writer) {
        try {
            writer.write(entries);
            redriven.addAndGet(entries.size());
        } catch (RecordTooLargeException e) {
            if (entries.size() == 1) {
                refused.merge(RedriveRefusal.TOO_LARGE, 1L, Long::sum);
            } else {
                entries.forEach(entry -> writeAll(List.of(entry), writer));
            }
        }
    }
}
