package io.quarkiverse.eventstream.faults.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkiverse.eventstream.faults.check.Ending;
import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkiverse.eventstream.faults.worker.TopicNames;

/**
 * A run of a workload: its workers, their progress, and what is done to them. Confined to one thread.
 */
public final class Run {

    private static final int FLOW = 200;
    /** Workloads count events as if so many were published in a second: a fault comes as soon under a higher load. */
    private static final int COUNTED_LOAD = 200;
    /** The bus drains for ten seconds and leaves its groups within three; what is more is a hang. */
    private static final Duration STOP = Duration.ofSeconds(15);
    /** How much later than asked a worker on a busy machine commits: a round of polling, and the broker's answer. */
    private static final Duration COMMIT_DELAY = Duration.ofSeconds(2);

    private final Workload workload;
    private final Setting setting;
    private final WorkerProperties properties;
    private final Topics topics;
    private final String topic;
    private final Path application;
    private final Random random;
    private final Ledger ledger;
    private final Progress progress;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final List<WorkerProcess> listening = new ArrayList<>();
    private final List<WorkerProcess> publishing = new ArrayList<>();
    private int started;
    private long deadline;
    private long loadEnded;

    Run(Workload workload, Setting setting, Topics topics) {
        this.workload = workload;
        this.setting = setting;
        this.topics = topics;
        this.topic = workload.name() + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        this.properties = new WorkerProperties(workload, setting, topic);
        this.application = workload.application(setting.application(),
                WorkloadRunner.directory(workload, setting).resolve("worker"));
        this.random = setting.random(workload);
        this.ledger = new Ledger(workload.ordering());
        this.progress = new Progress(ledger, this::everybody);
    }

    /**
     * The first topic, and the group.
     *
     * @return the name of both
     */
    public String topic() {
        return topic;
    }

    /**
     * All topics.
     *
     * @return their names, by number
     */
    public List<String> topicNames() {
        return TopicNames.of(topic);
    }

    /**
     * A number for something that publishes beside the workers.
     *
     * @return one that no worker has
     */
    public int newNumber() {
        return ++started;
    }

    /**
     * Topics and groups, without a proxy.
     *
     * @return open during the run
     */
    public Topics topics() {
        return topics;
    }

    /**
     * The brokers.
     *
     * @return to be broken
     */
    public Brokers brokers() {
        return setting.brokers();
    }

    /**
     * What all workers have written down so far.
     *
     * @return read on by every wait
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * Chance, as the seed has it.
     *
     * @return the same for each run with the same seed
     */
    public Random random() {
        return random;
    }

    /**
     * The workers that listen.
     *
     * @return in the order of their start
     */
    public List<WorkerProcess> listening() {
        return List.copyOf(listening);
    }

    /**
     * The workers that publish.
     *
     * @return in the order of their start
     */
    public List<WorkerProcess> publishing() {
        return List.copyOf(publishing);
    }

    /**
     * Any of the workers that listen.
     *
     * @return as chance has it
     */
    public WorkerProcess anyListening() {
        return listening.get(random.nextInt(listening.size()));
    }

    /**
     * Whether there is time for another fault.
     *
     * @return false when the workload should come to its end
     */
    public boolean hasTime() {
        return System.nanoTime() - deadline < 0;
    }

    /**
     * How much time there is for further faults.
     *
     * @return zero or less if there is none
     */
    public Duration timeLeft() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** Lets events flow, without a further fault, for as long as there is time, and for a while at least. */
    public void flowOn() {
        do {
            awaitDeliveries(FLOW);
        } while (hasTime());
    }

    /** For how long events have been published; outages included. */
    long loadedFor() {
        return loadEnded - ledger.firstReceipt();
    }

    void endLoad() {
        loadEnded = System.nanoTime();
    }

    void startClock() {
        deadline = System.nanoTime() + setting.faultsFor().toNanos();
    }

    /**
     * Starts a worker that listens.
     *
     * @return at once
     */
    public WorkerProcess startListening() {
        WorkerProcess worker = start("l", WorkerProperties.Role.LISTEN);
        listening.add(worker);
        return worker;
    }

    /**
     * Starts a worker that publishes.
     *
     * @return at once
     */
    public WorkerProcess startPublishing() {
        WorkerProcess worker = start("p", WorkerProperties.Role.PUBLISH);
        publishing.add(worker);
        return worker;
    }

    private WorkerProcess start(String letter, WorkerProperties.Role role) {
        WorkerProcess worker = WorkerProcess.start(application, WorkloadRunner.directory(workload, setting), letter,
                newNumber(), workload.jvmOptions(), properties.of(role));
        ledger.follow(worker.number(), worker.ledger());
        return worker;
    }

    /**
     * Kills a worker, so that it can't commit what it has delivered since its last commit: that may come again.
     *
     * @param worker one that runs
     * @param uncommitted since when what it has delivered may not be committed, by {@link System#nanoTime()}. Kafka takes no commits
     *        during a rebalance, and one may follow the other for as long as members die
     */
    public void kill(WorkerProcess worker, long uncommitted) {
        worker.kill();
        forget(worker);
        inject(new Fault("kill -9 of " + worker.name(), worker.number(), uncommitted, System.nanoTime(), false));
    }

    /**
     * Has a worker run out of memory for a moment. Its consumers may have to start again, and then can't commit what they have delivered.
     *
     * @param worker one that runs
     */
    public void takeMemory(WorkerProcess worker) {
        long since = System.nanoTime() - uncommitted().toNanos();
        worker.takeMemory();
        inject(new Fault("no memory in " + worker.name(), worker.number(), since, System.nanoTime() + uncommitted().toNanos(),
                false));
    }

    /**
     * Asks workers to stop, all at once, and waits until they have. What they have delivered is committed, so nothing comes
     * again.
     *
     * @param workers that run
     */
    public void terminate(List<WorkerProcess> workers) {
        workers.forEach(worker -> inject(Fault.withoutRepetition("SIGTERM to " + worker.name())));
        stop(workers);
    }

    void stop(List<WorkerProcess> workers) {
        workers.forEach(WorkerProcess::terminate);
        workers.forEach(worker -> {
            endings.add(worker.awaitEnd(STOP));
            forget(worker);
        });
    }

    private void forget(WorkerProcess worker) {
        listening.remove(worker);
        publishing.remove(worker);
    }

    /**
     * How long what a worker has delivered may have remained uncommitted. Kafka takes no commits during a rebalance, and that may
     * have to wait for a dead member until its session ends.
     *
     * @return an upper bound
     */
    public Duration uncommitted() {
        return workload.commitInterval().plus(COMMIT_DELAY).plus(workload.sessionTimeout());
    }

    /**
     * Lets a fault last.
     *
     * @param duration how long
     */
    public void hold(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Lets a fault last, for as long as chance has it.
     *
     * @param least how long at least
     * @param most how long at most; where workloads are to end soon, it is not much more than least
     * @return how long it was
     */
    public Duration hold(Duration least, Duration most) {
        long range = Math.min(most.minus(least).toMillis(), Math.max(setting.faultsFor().toMillis(), 1));
        Duration duration = least.plusMillis(random.nextInt((int) range));
        hold(duration);
        return duration;
    }

    /**
     * Writes down that a fault was injected.
     *
     * @param fault what, and what it may repeat
     */
    public void inject(Fault fault) {
        faults.add(fault);
    }

    /**
     * Waits until listeners have been done with further events.
     *
     * @param more how often a call ends well, at a load of 200 events a second; the more at a higher load
     */
    public void awaitDeliveries(int more) {
        progress.awaitMore(Kind.OK, atLoad(more));
    }

    private long atLoad(long events) {
        return Math.max(1, events * setting.rate(workload) / COUNTED_LOAD);
    }

    /**
     * Waits until further events have been published.
     *
     * @param more how many, at a load of 200 events a second; the more at a higher load
     */
    public void awaitPublications(int more) {
        progress.awaitMore(Kind.WRITTEN, atLoad(more));
    }

    /**
     * Waits until the group has committed all that has come to listeners so far.
     *
     * @return since when what began may not be committed, by {@link System#nanoTime()}
     */
    public long awaitCommitted() {
        long now = System.nanoTime();
        ledger.readOn();
        Map<Partition, Long> begun = ledger.begun();
        progress.await("commits up to now", () -> {
            Map<Partition, Long> committed = topics.committed(topic);
            return begun.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
        });
        return now;
    }

    /**
     * Waits until a worker has done something.
     *
     * @param worker the worker
     * @param kind what
     */
    public void await(WorkerProcess worker, Kind kind) {
        progress.await(worker, kind);
    }

    List<WorkerProcess> everybody() {
        List<WorkerProcess> all = new ArrayList<>(listening);
        all.addAll(publishing);
        return all;
    }

    List<Fault> faults() {
        return faults;
    }

    List<Ending> endings() {
        return endings;
    }
}
