package io.quarkiverse.eventstream.faults.suite;

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
 * A run of a workload: its workers, their progress, and the injected faults. Confined to one thread.
 */
public final class Run {

    private static final int FLOW = 200;
    /** The load to which the numbers of events in workloads refer: under a higher load, a fault comes after as much time. */
    private static final int COUNTED_LOAD = 200;
    /** How late a worker on a busy machine may commit: after a round of polling, and the broker's answer. */
    private static final Duration COMMIT_DELAY = Duration.ofSeconds(2);

    private final Workload workload;
    private final Setting setting;
    private final Topics topics;
    private final String topic;
    private final Random random;
    private final Ledger ledger;
    private final Fleet fleet;
    private final Progress progress;
    private final List<Fault> faults = new ArrayList<>();
    private long deadline;
    private long loadEnded;

    Run(Workload workload, Setting setting, Topics topics) {
        this.workload = workload;
        this.setting = setting;
        this.topics = topics;
        this.topic = workload.name() + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        this.random = setting.random(workload);
        this.ledger = new Ledger(workload.ordering());
        this.fleet = new Fleet(workload, setting, topic, ledger);
        this.progress = new Progress(ledger, fleet::all);
    }

    /** The name of the first topic, and of the group. */
    public String topic() {
        return topic;
    }

    /** The names of all topics by their numbers. */
    public List<String> topicNames() {
        return TopicNames.of(topic);
    }

    /** A number for a publisher that is no worker. */
    public int newNumber() {
        return fleet.newNumber();
    }

    /** Direct access to topics and groups, without the proxy. */
    public Topics topics() {
        return topics;
    }

    /** The brokers to inject faults into. */
    public Brokers brokers() {
        return setting.brokers();
    }

    /** The entries of all workers so far; every wait reads more. */
    public Ledger ledger() {
        return ledger;
    }

    /** Random numbers, the same for each run with the same seed. */
    public Random random() {
        return random;
    }

    /** The workers that listen, in the order of their start. */
    public List<WorkerProcess> listening() {
        return fleet.listening();
    }

    /** The workers that publish, in the order of their start. */
    public List<WorkerProcess> publishing() {
        return fleet.publishing();
    }

    /** A random one of the workers that listen. */
    public WorkerProcess anyListening() {
        List<WorkerProcess> listening = fleet.listening();
        return listening.get(random.nextInt(listening.size()));
    }

    /** Whether there is time for another fault; if not, the workload should end. */
    public boolean hasTime() {
        return System.nanoTime() - deadline < 0;
    }

    /** The time that is left for further faults; zero or less if there is none. */
    public Duration timeLeft() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** Lets events flow without further faults while there is time, but at least for a moment. */
    public void flowOn() {
        do {
            awaitDeliveries(FLOW);
        } while (hasTime());
    }

    /** How many nanoseconds events were published for, outages included. */
    long loadedFor() {
        return loadEnded - ledger.firstReceipt();
    }

    void endLoad() {
        loadEnded = System.nanoTime();
    }

    void startClock() {
        deadline = System.nanoTime() + setting.faultsFor().toNanos();
    }

    /** Starts a worker that listens, and returns at once. */
    public WorkerProcess startListening() {
        return fleet.startListening();
    }

    /** Starts a worker that publishes, and returns at once. */
    public WorkerProcess startPublishing() {
        return fleet.startPublishing();
    }

    /**
     * Kills a worker, so that the deliveries since its last commit may be repeated.
     *
     * @param uncommitted the time since which its deliveries may be uncommitted, by {@link System#nanoTime()}: Kafka accepts no
     *        commits during a rebalance, and while members die, one rebalance may follow another
     */
    public void kill(WorkerProcess worker, long uncommitted) {
        fleet.kill(worker);
        inject(new Fault("kill -9 of " + worker.name(), worker.number(), uncommitted, System.nanoTime(), false));
    }

    /** Makes a worker run out of memory for a moment. Its consumers may restart, and then cannot commit their deliveries. */
    public void takeMemory(WorkerProcess worker) {
        long since = System.nanoTime() - uncommitted().toNanos();
        worker.takeMemory();
        // A member whose heartbeat thread has died is noticed after its session timeout. Until then all workers wait for it in a
        // rebalance, and can't commit.
        long until = System.nanoTime() + uncommitted().plus(workload.sessionTimeout()).toNanos();
        inject(new Fault("no memory in " + worker.name(), null, since, until, false));
    }

    /** Asks workers to stop, all at once, and waits for their ends. Their deliveries are committed, so none is repeated. */
    public void terminate(List<WorkerProcess> workers) {
        workers.forEach(worker -> inject(Fault.withoutRepetition("SIGTERM to " + worker.name())));
        stop(workers);
    }

    void stop(List<WorkerProcess> workers) {
        fleet.stop(workers);
    }

    /**
     * The longest time for which a delivery may be uncommitted. Kafka accepts no commits during a rebalance, which may have to wait
     * for the end of a dead member's session.
     */
    public Duration uncommitted() {
        return workload.commitInterval().plus(COMMIT_DELAY).plus(workload.sessionTimeout());
    }

    /** Lets a fault last. */
    public void hold(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets a fault last for a random time, and returns that. In a short run, it is little more than the minimum. */
    public Duration hold(Duration least, Duration most) {
        long range = Math.min(most.minus(least).toMillis(), Math.max(setting.faultsFor().toMillis(), 1));
        Duration duration = least.plusMillis(random.nextInt((int) range));
        hold(duration);
        return duration;
    }

    /** Records that a fault was injected. */
    public void inject(Fault fault) {
        faults.add(fault);
    }

    /**
     * Waits for further successful invocations.
     *
     * @param more their number at a load of 200 events a second; at a higher load, it is increased in proportion
     */
    public void awaitDeliveries(int more) {
        progress.awaitMore(Kind.OK, atLoad(more));
    }

    private long atLoad(long events) {
        return Math.max(1, events * setting.rate(workload) / COUNTED_LOAD);
    }

    /**
     * Waits for further publications.
     *
     * @param more their number at a load of 200 events a second; at a higher load, it is increased in proportion
     */
    public void awaitPublications(int more) {
        progress.awaitMore(Kind.WRITTEN, atLoad(more));
    }

    /**
     * Waits until the group has committed all events that listeners got so far.
     *
     * @return the time since which deliveries may be uncommitted, by {@link System#nanoTime()}
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

    /** Waits for an entry of a worker. */
    public void await(WorkerProcess worker, Kind kind) {
        progress.await(worker, kind);
    }

    List<WorkerProcess> allWorkers() {
        return fleet.all();
    }

    List<Fault> faults() {
        return faults;
    }

    List<Ending> endings() {
        return fleet.endings();
    }
}
