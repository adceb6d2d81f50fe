package io.quarkiverse.eventstream.faults.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.quarkiverse.eventstream.faults.check.CommitSample;
import io.quarkiverse.eventstream.faults.check.Ending;
import io.quarkiverse.eventstream.faults.check.Evidence;
import io.quarkiverse.eventstream.faults.check.Evidence.Commits;
import io.quarkiverse.eventstream.faults.check.Evidence.End;
import io.quarkiverse.eventstream.faults.check.Evidence.Expected;
import io.quarkiverse.eventstream.faults.check.Verdict;
import io.quarkiverse.eventstream.faults.ledger.TopicContents;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkiverse.eventstream.faults.worker.Listeners;

/** Runs a workload from the start of its workers to the verdict. */
public final class WorkloadRunner {

    private static final Set<Integer> LISTENERS = Set.of(Listeners.FIRST, Listeners.SECOND);
    private static final Duration POLL = Duration.ofMillis(100);
    /** Reading dead letters takes time: only when listeners seem to have completed. */
    private static final Duration CALM = Duration.ofMillis(300);
    private static final Duration LEAVE = Duration.ofSeconds(2);
    /** After this time without a successful invocation, plus the session timeout, the run has come to a standstill. */
    private static final Duration STANDSTILL = Duration.ofSeconds(4);

    private final Workload workload;
    private final Setting setting;

    /** Prepares one run. */
    public WorkloadRunner(Workload workload, Setting setting) {
        this.workload = workload;
        this.setting = setting;
    }

    /**
     * Runs it.
     *
     * @throws IllegalStateException if there is no progress, or a worker ends by itself
     */
    public Verdict run() {
        long began = System.nanoTime();
        makeEmpty(directory(workload, setting));
        try (Topics topics = new Topics(workload.broker(setting.brokers()).bootstrapServers())) {
            Run run = new Run(workload, setting, topics);
            createTopics(run);
            workload.prepare(run);
            try (CommitWatch commits = new CommitWatch(topics, run.topic())) {
                start(run);
                workload.inject(run);
                TopicContents contents = drain(run);
                Duration load = Duration.ofNanos(run.loadedFor());
                run.stop(run.listening());
                Evidence evidence = evidence(run, contents, commits.samples());
                return Verdict.of(workload.name(), Duration.ofNanos(System.nanoTime() - began), load, evidence);
            } finally {
                run.allWorkers().forEach(WorkerProcess::kill);
            }
        }
    }

    private void createTopics(Run run) {
        run.topicNames().forEach(topic -> run.topics().create(topic,
                topic.equals(run.topic()) ? workload.partitions() : workload.partitions() / 2,
                workload.topicConfiguration()));
    }

    private void start(Run run) {
        run.startPublishing();
        for (int i = 0; i < workload.listening(); i++) {
            run.startListening();
        }
        // Each has partitions now, so the group is stable.
        run.listening().forEach(worker -> run.await(worker, Kind.OK));
        run.startClock();
    }

    /** Ends publishing, and waits until everything is settled, or there is no progress. */
    private TopicContents drain(Run run) {
        List<WorkerProcess> publishing = run.publishing();
        publishing.forEach(WorkerProcess::finish);
        publishing.forEach(worker -> run.await(worker, Kind.FINISHED));
        run.endLoad();
        run.stop(publishing);
        TopicContents contents = run.topics().contents(run.topicNames());
        run.ledger().endsWith(contents);
        long[] moved = {System.nanoTime(), 0};
        Awaitility.await().forever().pollInterval(POLL).pollDelay(Duration.ZERO).until(() -> {
            run.ledger().readOn();
            long count = run.ledger().count(Kind.OK);
            if (count != moved[1]) {
                moved[0] = System.nanoTime();
                moved[1] = count;
            }
            long still = System.nanoTime() - moved[0];
            return still > STANDSTILL.plus(workload.sessionTimeout()).toNanos()
                    || LISTENERS.stream().allMatch(listener -> run.ledger().completed(listener) >= contents.size())
                    || still > CALM.toNanos() && allSettled(run, contents, workload.deadLetters(run));
        });
        return contents;
    }

    private static boolean allSettled(Run run, TopicContents contents, Evidence.DeadLetters deadLetters) {
        boolean[] all = {true};
        contents.forEach(
                record -> all[0] &= LISTENERS.stream()
                        .allMatch(listener -> run.ledger().isCompleted(listener, record.coordinates())
                                || deadLetters.deadLetteredSince(listener, record).isPresent()));
        return all[0];
    }

    private Evidence evidence(Run run, TopicContents contents, List<CommitSample> samples) {
        run.ledger().readToEnd();
        List<Ending> endings = run.endings();
        return new Evidence(run.ledger(), contents, new Expected(LISTENERS, workload.ordering(), workload.allowances()),
                run.faults(), new Commits(run.ledger().judged(samples), run.topics().committed(run.topic())),
                new End(endings, membersLeft(run)), workload.deadLetters(run));
    }

    /** Only members that were killed may linger, until their session ends. */
    private Set<String> membersLeft(Run run) {
        boolean killed = run.faults().stream().anyMatch(fault -> fault.worker() != null);
        Set<String> left = new HashSet<>();
        try {
            Awaitility.await().atMost(killed ? workload.sessionTimeout().plus(LEAVE) : LEAVE).pollInterval(POLL)
                    .pollDelay(Duration.ZERO).until(() -> {
                        left.clear();
                        left.addAll(run.topics().members(run.topic()));
                        return left.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            // The verdict names them.
        }
        return left;
    }

    /** The directory of a workload's ledgers and logs. */
    static Path directory(Workload workload, Setting setting) {
        return setting.directory().resolve(workload.name());
    }

    private static void makeEmpty(Path directory) {
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
