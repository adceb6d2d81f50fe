package io.quarkiverse.eventstream.faults.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.eventstream.faults.check.Ending;
import io.quarkiverse.eventstream.faults.ledger.Ledger;

/** The workers of a run. Confined to one thread. */
final class Fleet {

    /** The bus drains for ten seconds and leaves its groups within three; anything longer is a hang. */
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Workload workload;
    private final WorkerProperties properties;
    private final Path directory;
    private final Path application;
    private final Ledger ledger;
    private final List<WorkerProcess> listening = new ArrayList<>();
    private final List<WorkerProcess> publishing = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private int started;

    Fleet(Workload workload, Setting setting, String topic, Ledger ledger) {
        this.workload = workload;
        this.properties = new WorkerProperties(workload, setting, topic);
        this.directory = WorkloadRunner.directory(workload, setting);
        this.application = workload.application(setting.application(), directory.resolve("worker"));
        this.ledger = ledger;
    }

    int newNumber() {
        return ++started;
    }

    List<WorkerProcess> listening() {
        return List.copyOf(listening);
    }

    List<WorkerProcess> publishing() {
        return List.copyOf(publishing);
    }

    List<WorkerProcess> all() {
        List<WorkerProcess> all = new ArrayList<>(listening);
        all.addAll(publishing);
        return all;
    }

    WorkerProcess startListening() {
        WorkerProcess worker = start("l", WorkerProperties.Role.LISTEN);
        listening.add(worker);
        return worker;
    }

    WorkerProcess startPublishing() {
        WorkerProcess worker = start("p", WorkerProperties.Role.PUBLISH);
        publishing.add(worker);
        return worker;
    }

    private WorkerProcess start(String letter, WorkerProperties.Role role) {
        WorkerProcess worker = WorkerProcess.start(application, directory, letter, newNumber(), workload.jvmOptions(),
                properties.of(role));
        ledger.follow(worker.number(), worker.ledger());
        return worker;
    }

    void kill(WorkerProcess worker) {
        worker.kill();
        forget(worker);
    }

    /** Asks workers to stop, all at once, and waits for their ends. */
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

    List<Ending> endings() {
        return endings;
    }
}
