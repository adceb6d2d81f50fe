package io.quarkiverse.eventstream.outbox.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.outbox.faults.Setting.Servers;

/** A run of a workload, from the start of the instances to the verdict, with a database and a topic of its own. */
final class Run {

    static final int INSTANCES = 2;
    private static final String SCRIPT = "META-INF/eventstream/outbox/postgresql/R__eventstream_outbox_1.sql";
    /** So many events are stored while the broker is away. */
    private static final int SOME = 100;
    /** Longer than the leases of an instance that is gone, and the session of its member, on a busy machine. */
    private static final Duration STANDSTILL = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Workload workload;
    private final Setting setting;
    private final Random random;
    private final String database;
    /** That of all runs, or a cluster of its own. */
    private final DevBroker broker;
    private final Topic topic;
    private final Path logs;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private int started;

    private Run(Workload workload, Setting setting) throws IOException {
        this.workload = workload;
        this.setting = setting;
        this.random = new Random(setting.seed() * 31 + workload.name().hashCode());
        String name = workload.name() + "-" + Long.toHexString(System.nanoTime());
        this.database = name.replace('-', '_');
        this.broker = workload.nodes() == 1 ? setting.servers().broker() : Servers.startBroker(workload.nodes());
        this.topic = new Topic(broker.bootstrapServers(), name);
        this.logs = Files.createDirectories(setting.directory().resolve(workload.name()));
    }

    /**
     * Runs a workload.
     *
     * @throws IllegalStateException if an instance ends by itself, or does not stop
     */
    static Verdict of(Workload workload, Setting setting) throws Exception {
        long began = System.nanoTime();
        Run run = new Run(workload, setting);
        try {
            run.createTables();
            run.topic.create();
            run.injectFaults();
            run.drain();
            return Verdict.of(workload.name(), Duration.ofNanos(System.nanoTime() - began), run.faults, run.evidence());
        } finally {
            for (Instance instance : run.takeAll()) {
                instance.kill();
            }
            if (run.broker != setting.servers().broker()) {
                run.broker.close();
            }
        }
    }

    private void createTables() throws IOException, SQLException {
        Database server = servers().database();
        server.create(database);
        try (InputStream script = Run.class.getClassLoader().getResourceAsStream(SCRIPT)) {
            server.execute(database, new String(script.readAllBytes(), StandardCharsets.UTF_8),
                    "CREATE TABLE customers (customer VARCHAR PRIMARY KEY, number INTEGER NOT NULL)",
                    "INSERT INTO customers SELECT 'c' || i, 0 FROM generate_series(0, " + (Orders.CUSTOMERS - 1) + ") AS i",
                    "CREATE TABLE orders (id VARCHAR PRIMARY KEY)", "CREATE TABLE effects (listener VARCHAR, id VARCHAR)");
        }
    }

    private void injectFaults() throws Exception {
        for (int i = 0; i < INSTANCES; i++) {
            start(true);
        }
        awaitUp();
        // Otherwise it would mean nothing that one of them goes.
        awaitOwners(INSTANCES);
        Copies copies = workload.hasCopies() ? new Copies(topic, new Random(random.nextLong())) : null;
        try {
            long end = System.nanoTime() + setting.faultsFor().toNanos();
            do {
                List<Fault> round = new ArrayList<>(workload.faults());
                Collections.shuffle(round, random);
                for (Fault fault : round) {
                    flow();
                    fault.inject(this);
                    faults.merge(fault, 1, Integer::sum);
                }
                flow();
            } while (System.nanoTime() - end < 0);
            for (Instance instance : takeAll()) {
                instance.stop();
            }
        } finally {
            if (copies != null) {
                copies.end();
            }
        }
    }

    /** Lets orders be placed between faults. */
    void flow() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1_000));
    }

    /** Lets an instance that places no orders send what is stored, and take effect, until nothing is left or nothing changes. */
    private void drain() throws Exception {
        start(false).awaitUp();
        long[] last = {stored(), topic.lag(), System.nanoTime()};
        Awaitility.await().forever().pollInterval(POLL).until(() -> {
            long stored = stored();
            long lag = topic.lag();
            if (stored != last[0] || lag != last[1]) {
                last[0] = stored;
                last[1] = lag;
                last[2] = System.nanoTime();
            }
            return stored == 0 && lag == 0 || System.nanoTime() - last[2] > STANDSTILL.toNanos();
        });
        for (Instance instance : takeAll()) {
            instance.stop();
        }
    }

    private int stored() throws SQLException {
        return Integer.parseInt(servers().database().query(database,
                "SELECT (SELECT COUNT(*) FROM eventstream_outbox) + (SELECT COUNT(*) FROM eventstream_outbox_delayed)").get(0));
    }

    private Evidence evidence() throws IOException, SQLException {
        Database server = servers().database();
        List<String> published = new ArrayList<>();
        List<String> early = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topic.records()) {
            String id = id(new String(record.value(), StandardCharsets.UTF_8));
            if (record.headers().lastHeader(Topic.COPY) == null) {
                published.add(id);
            }
            int due = id.indexOf(Orders.DUE);
            if (due >= 0 && record.timestamp() < Long.parseLong(id.substring(due + Orders.DUE.length()))) {
                early.add(id + " at " + record.timestamp());
            }
        }
        return new Evidence(new HashSet<>(server.query(database, "SELECT id FROM orders")), published, early, stored(),
                server.query(database, "SELECT listener || ' ' || id FROM effects"), List.of("bill", "ship"), failures());
    }

    private List<String> failures() throws IOException {
        List<String> failures = new ArrayList<>();
        for (int i = 1; i <= started && workload.keepsDatabase(); i++) {
            Files.readAllLines(log(i)).stream().filter(line -> line.startsWith(Failures.REPORT)).forEach(failures::add);
        }
        return failures;
    }

    private Path log(int instance) {
        return logs.resolve("shop-" + instance + ".log");
    }

    private static String id(String json) {
        int from = json.indexOf("\"id\":\"") + 6;
        return json.substring(from, json.indexOf('"', from));
    }

    Servers servers() {
        return setting.servers();
    }

    DevBroker broker() {
        return broker;
    }

    Topic topic() {
        return topic;
    }

    Random random() {
        return random;
    }

    Instance start(boolean open) throws IOException {
        Map<String, String> properties = new HashMap<>(workload.properties());
        properties.putAll(Map.of("shop.open", String.valueOf(open), "kafka.bootstrap.servers", topic.bootstrapServers(),
                "quarkus.datasource.jdbc.url", servers().database().url(database), "quarkus.eventstream.prefix",
                topic.prefix()));
        Instance instance = Instance.start(setting.application(), log(++started), properties);
        instances.add(instance);
        return instance;
    }

    void awaitUp() {
        instances.forEach(Instance::awaitUp);
    }

    Instance any() {
        return instances.get(random.nextInt(instances.size()));
    }

    Instance takeAny() {
        return instances.remove(random.nextInt(instances.size()));
    }

    List<Instance> takeAll() {
        List<Instance> all = List.copyOf(instances);
        instances.clear();
        return all;
    }

    /** Waits until so many instances have leases, and no shard is without one; for a bounded time. */
    void awaitOwners(int count) {
        awaitInBoundedTime(() -> {
            List<String> owners = servers().database().query(database,
                    "SELECT COALESCE(owner, '') FROM eventstream_outbox_lease WHERE name LIKE 'shard-%'");
            return !owners.contains("") && new HashSet<>(owners).size() == count;
        });
    }

    /** Waits until events are stored that can't be sent; for a bounded time. */
    void awaitStored() {
        awaitInBoundedTime(() -> stored() >= SOME);
    }

    private static void awaitInBoundedTime(Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(STANDSTILL).pollInterval(POLL).pollDelay(Duration.ZERO).until(condition);
        } catch (ConditionTimeoutException e) {
            // The verdict says what comes of it.
        }
    }
}
