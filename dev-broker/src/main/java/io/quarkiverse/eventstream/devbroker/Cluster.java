package io.quarkiverse.eventstream.devbroker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Starts and stops the nodes of one cluster, and owns their ports and their data. Thread-safe. */
final class Cluster {

    private static final int ATTEMPTS = 3;

    final BrokerSettings settings;
    final DataDirectory data;
    final Certificates certificates;
    private final Thread hook = new Thread(this::abandon, "dev-broker-end");
    private final NodeProcess[] processes;
    private volatile Ports ports;
    private boolean closed;

    private Cluster(BrokerSettings settings) {
        this.settings = settings;
        this.processes = new NodeProcess[settings.nodes()];
        this.ports = Ports.choose(settings.nodes(), settings.port());
        this.data = DataDirectory.open(settings);
        this.certificates = certificates(data, settings);
    }

    private static Certificates certificates(DataDirectory data, BrokerSettings settings) {
        try {
            return Certificates.create(data, settings.tls());
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Starts a cluster and waits until it accepts requests; if it does not start, no process and no temporary data is left. */
    static Cluster start(BrokerSettings settings) {
        Cluster cluster = new Cluster(settings);
        try {
            Runtime.getRuntime().addShutdownHook(cluster.hook);
            cluster.startFirst();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Another process may take a free port between its choice and its use; then others are chosen. */
    private synchronized void startFirst() {
        for (int attempt = 1;; attempt++) {
            try {
                startNodes(all());
                return;
            } catch (DevBrokerException e) {
                boolean portLost = Stream.of(processes).anyMatch(process -> process != null && process.portWasTaken());
                if (attempt == ATTEMPTS || settings.port() != 0 || !portLost) {
                    throw e;
                }
                ports = Ports.choose(settings.nodes(), 0);
            }
        }
    }

    List<Integer> clientPorts() {
        return ports.client();
    }

    synchronized boolean isRunning(int node) {
        NodeProcess process = processes[requireNode(node) - 1];
        return process != null && process.isRunning();
    }

    synchronized long pid(int node) {
        return processes[requireNode(node) - 1].pid();
    }

    /** Has no effect on nodes that do not run. */
    synchronized void stop(List<Integer> nodes) {
        List<NodeProcess> stopping = new ArrayList<>();
        for (int node : nodes) {
            if (isRunning(node)) {
                processes[node - 1].requestStop();
                stopping.add(processes[node - 1]);
            }
        }
        try {
            for (NodeProcess process : stopping) {
                process.awaitStop();
            }
        } catch (InterruptedException e) {
            stopping.forEach(NodeProcess::kill);
            Thread.currentThread().interrupt();
        }
    }

    synchronized void kill(List<Integer> nodes) {
        for (int node : nodes) {
            if (isRunning(node)) {
                processes[node - 1].kill();
            }
        }
    }

    synchronized void restart(List<Integer> nodes) {
        stop(nodes);
        startNodes(nodes);
    }

    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (data.isTemporary()) {
                kill(all());
            } else {
                stop(all());
            }
        } finally {
            data.close();
            unhook();
        }
    }

    private void unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is ending: the hook runs, and has nothing to do.
        }
    }

    /** For the end of this JVM. Takes no lock, because a thread that waits for a start may hold it. */
    private void abandon() {
        List<NodeProcess> running = Stream.of(processes).filter(process -> process != null && process.isRunning()).toList();
        try {
            if (data.isTemporary()) {
                running.forEach(NodeProcess::kill);
            } else {
                running.forEach(NodeProcess::requestStop);
                for (NodeProcess process : running) {
                    process.awaitStop();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            data.close();
        }
    }

    private void startNodes(List<Integer> nodes) {
        if (closed) {
            throw new IllegalStateException("The dev broker is closed: start another one");
        }
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        boolean started = false;
        try {
            for (int node : nodes) {
                Ports.requireFree(ports.client().get(node - 1));
                DataDirectory.write(NodeProperties.file(data, node),
                        NodeProperties.of(node, settings, ports, data, certificates));
                processes[node - 1] = NodeProcess.start(node, settings, data);
            }
            for (int node : nodes) {
                processes[node - 1].awaitReady(deadline);
            }
            started = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevBrokerException("Interrupted while the dev broker in " + data.path() + " was starting: it was ended",
                    e);
        } finally {
            if (!started) {
                kill(nodes);
            }
        }
    }

    /** The numbers of all nodes. */
    List<Integer> all() {
        return IntStream.rangeClosed(1, settings.nodes()).boxed().toList();
    }

    /** Returns the number of an existing node. */
    int requireNode(int node) {
        if (node < 1 || node > settings.nodes()) {
            throw new IllegalArgumentException("There is no node " + node + ": the nodes are 1 to " + settings.nodes());
        }
        return node;
    }
}
