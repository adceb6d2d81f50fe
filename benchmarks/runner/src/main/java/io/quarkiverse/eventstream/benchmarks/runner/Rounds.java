package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.quarkiverse.eventstream.benchmarks.workload.Task;
import io.quarkiverse.eventstream.benchmarks.workload.Workload;

/** Runs cases round by round, with all contenders in each round, so that a change of conditions affects them all. */
final class Rounds {

    private static final int PARTITIONS = 4;
    private static final Map<String, String> PRODUCER = Map.of("acks", "all", "enable.idempotence", "true", "compression.type",
            "none");
    private static final Map<String, String> CONSUMER = Map.of("auto.offset.reset", "earliest");

    private final ContestantProcess process;
    private final Topics topics;
    private final Databases databases;
    private final String bootstrapServers;
    private final List<Contender> contenders;
    private final int rounds;
    private final long warmUpMillis;
    private final long measuredMillis;
    private final Map<Case.Content, String> filled = new HashMap<>();

    Rounds(ContestantProcess process, String bootstrapServers, Databases databases, List<Contender> contenders, int rounds,
            long warmUpMillis, long measuredMillis) {
        this.process = process;
        this.databases = databases;
        this.topics = new Topics(bootstrapServers, PARTITIONS);
        this.bootstrapServers = bootstrapServers;
        this.contenders = contenders;
        this.rounds = rounds;
        this.warmUpMillis = warmUpMillis;
        this.measuredMillis = measuredMillis;
    }

    /** Warms up the broker, so that its compilation does not slow down the first contender. */
    void warmUpBroker(long events) throws InterruptedException, ExecutionException, JsonProcessingException {
        String topic = emptyTopic();
        topics.fill(topic, Cases.ORDERS, events);
        topics.delete(topic);
    }

    /**
     * Runs cases together: in each round, every contender runs all of them in succession, so that its figures can be compared between
     * cases.
     *
     * @return the outcome of each case, in their order
     */
    List<Outcome> run(List<Case> cases) throws Exception {
        List<Outcome> outcomes = cases.stream().map(Outcome::new).toList();
        List<Entry> entries = new ArrayList<>(cases.stream().flatMap(one -> one.entries().stream()).distinct()
                .filter(entry -> contenders.contains(entry.contender())).toList());
        for (int round = 1; round <= rounds; round++) {
            for (Entry entry : entries) {
                for (Outcome outcome : outcomes) {
                    if (outcome.subject().entries().contains(entry)) {
                        outcome.add(entry, run(outcome.subject(), entry, round));
                    }
                }
            }
            // The first contender of this round is the last of the next.
            Collections.rotate(entries, 1);
        }
        return outcomes;
    }

    private Map<String, Double> run(Case one, Entry entry, int round) throws Exception {
        String topic = one.content().names().isEmpty() ? emptyTopic() : filledTopic(one);
        String name = (one.id() + "-" + entry + "-" + round).replaceAll("[^A-Za-z0-9-]+", "-");
        Map<String, Double> figures = entry.contender().hasDatabase()
                ? runWithDatabase(one, entry, topic, name)
                : process.run(entry.contender(), task(one, entry, topic, null), name);
        if (one.content().names().isEmpty()) {
            topics.delete(topic);
        }
        return figures;
    }

    private Map<String, Double> runWithDatabase(Case one, Entry entry, String topic, String name) throws Exception {
        try (Databases.Database database = databases.create()) {
            Task task = task(one, entry, topic, database.url());
            if (one.workload() == Workload.BACKLOG) {
                process.run(entry.contender(), task.storingBacklog(unreachable()), name + "-store");
            }
            return process.run(entry.contender(), task, name);
        }
    }

    /** The address of a broker that is away. */
    private static String unreachable() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** Deletes topics that no further case reads: together, they would exceed the memory of most machines. */
    void forget(Collection<Case> toCome) throws InterruptedException, ExecutionException {
        Set<Case.Content> needed = toCome.stream().map(Case::content).collect(Collectors.toSet());
        for (Case.Content content : List.copyOf(filled.keySet())) {
            if (!needed.contains(content)) {
                topics.delete(filled.remove(content));
            }
        }
    }

    private String emptyTopic() throws InterruptedException, ExecutionException {
        String topic = "orders-" + UUID.randomUUID();
        topics.create(topic);
        return topic;
    }

    private String filledTopic(Case one) throws InterruptedException, ExecutionException, JsonProcessingException {
        String known = filled.get(one.content());
        if (known != null) {
            return known;
        }
        String topic = emptyTopic();
        topics.fill(topic, one.content(), one.listening().expected() * one.listening().oneIn());
        filled.put(one.content(), topic);
        return topic;
    }

    private Task task(Case one, Entry entry, String topic, String database) {
        Map<String, String> producer = new TreeMap<>(PRODUCER);
        producer.putAll(one.producer());
        return new Task(one.workload(), entry.variant(), bootstrapServers, topic, "benchmark-" + UUID.randomUUID(), producer,
                CONSUMER, one.callers(), one.ratePerSecond(), one.listening(), one.warmUp(warmUpMillis), measuredMillis,
                database);
    }
}
