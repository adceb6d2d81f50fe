package io.quarkiverse.eventstream.outbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * Instances of a service are killed, and its database and its broker restarted, while they place orders of which a third rolls back.
 * Afterwards, each committed order has its event on the topic, none that was rolled back has one, the events of a customer are in order, and
 * each has taken effect once. The system property {@code outbox.faults.seconds} says how long, {@code outbox.faults.seed} repeats a run.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class OutboxFaultsIT {

    private static final int SECONDS = Integer.getInteger("outbox.faults.seconds", 8);
    private static final long SEED = Long.getLong("outbox.faults.seed", new Random().nextInt(1_000_000));
    private static final int PARTITIONS = 6;
    private static final int INSTANCES = 2;

    private final Random random = new Random(SEED);
    private final List<Instance> instances = new ArrayList<>();
    private Database database;
    private DevBroker broker;
    private int started;
    private final Map<String, Integer> faults = new LinkedHashMap<>();

    @BeforeEach
    void begin() throws Exception {
        broker = DevBroker.start();
        database = new Database();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Orders.TOPIC, PARTITIONS, (short) 1))).all().get();
        }
        database.execute("CREATE TABLE customers (customer VARCHAR PRIMARY KEY, number INTEGER NOT NULL)",
                "INSERT INTO customers (customer, number) SELECT 'c' || i, 0 FROM generate_series(0, 39) AS i",
                "CREATE TABLE orders (customer VARCHAR, number INTEGER, PRIMARY KEY (customer, number))",
                "CREATE TABLE effects (customer VARCHAR, number INTEGER)",
                new String(OutboxFaultsIT.class.getClassLoader()
                        .getResourceAsStream("META-INF/eventstream/outbox/postgresql/R__eventstream_outbox_1.sql")
                        .readAllBytes()));
    }

    @AfterEach
    void end() throws Exception {
        for (Instance instance : instances) {
            instance.kill();
        }
        database.close();
        broker.close();
    }

    private Instance start(boolean open) throws IOException {
        Instance instance = Instance.start("shop-" + ++started, Map.of("shop.open", String.valueOf(open),
                "kafka.bootstrap.servers", broker.bootstrapServers(), "quarkus.datasource.jdbc.url", database.url()));
        instances.add(instance);
        return instance;
    }

    private Instance takeAny() {
        return instances.remove(random.nextInt(instances.size()));
    }

    @Test
    void everyCommittedOrderIsPublishedAndTakesEffectOnce() throws Exception {
        for (int i = 0; i < INSTANCES; i++) {
            start(true);
        }
        instances.forEach(Instance::awaitUp);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        do {
            injectFault();
            TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(2_000));
        } while (System.nanoTime() - end < 0);
        while (!instances.isEmpty()) {
            takeAny().stop();
        }

        start(false).awaitUp();
        int committed = database.query("SELECT customer FROM orders").size();
        Awaitility.await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            assertThat(database.query("SELECT topic FROM eventstream_outbox")).as("stored events").isEmpty();
            assertThat(database.query("SELECT DISTINCT customer || ':' || number FROM effects")).as("effects")
                    .hasSize(committed);
        });
        judge(committed);
    }

    private void injectFault() throws Exception {
        switch (random.nextInt(8)) {
            case 0 -> {
                note("broker restarted");
                broker.kill();
                broker.restart();
            }
            case 1 -> {
                note("database restarted");
                database.restart();
            }
            case 2 -> {
                note("power cut");
                while (!instances.isEmpty()) {
                    takeAny().kill();
                }
                database.restart();
                for (int i = 0; i < INSTANCES; i++) {
                    start(true);
                }
                instances.forEach(Instance::awaitUp);
            }
            case 3 -> {
                note("instance stopped");
                start(true).awaitUp();
                takeAny().stop();
            }
            default -> {
                note("instance killed");
                Instance next = start(true);
                takeAny().kill();
                if (instances.contains(next)) {
                    next.awaitUp();
                }
                while (instances.size() < INSTANCES) {
                    start(true).awaitUp();
                }
            }
        }
    }

    private void note(String fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    private void judge(int committed) throws Exception {
        List<String> events = events();
        Set<String> distinct = new HashSet<>(events);
        Set<String> orders = new HashSet<>(database.query("SELECT customer || ':' || number FROM orders"));
        List<String> effects = database.query("SELECT customer || ':' || number FROM effects");
        System.out.printf("Seed %d: %s; %d committed, %d records on the topic, %d effects%n", SEED, faults, committed,
                events.size(), effects.size());

        assertThat(distinct.equals(orders)).as("seed %d: the events are those of the committed orders, %d of %d", SEED,
                distinct.size(), orders.size()).isTrue();
        assertThat(firstsOutOfOrder(events)).as("seed %d: first events of a customer that are not in order", SEED).isEmpty();
        assertThat(effects).as("seed %d: effects", SEED).hasSameSizeAs(orders);
        assertThat(new HashSet<>(effects).equals(orders)).as("seed %d: each order has taken effect", SEED).isTrue();
    }

    /** The ids of the events, in order within each partition. */
    private List<String> events() {
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()), new StringDeserializer(), new StringDeserializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                TopicPartition of = new TopicPartition(Orders.TOPIC, partition);
                consumer.assign(List.of(of));
                consumer.seekToBeginning(List.of(of));
                long end = consumer.endOffsets(List.of(of)).get(of);
                while (consumer.position(of) < end) {
                    consumer.poll(Duration.ofMillis(100)).forEach(record -> ids.add(id(record.value())));
                }
            }
        }
        return ids;
    }

    private static String id(String json) {
        int from = json.indexOf("\"id\":\"") + 6;
        return json.substring(from, json.indexOf('"', from));
    }

    /** An event may come again, after a crash; its first time counts. */
    private static List<String> firstsOutOfOrder(List<String> ids) {
        Set<String> seen = new HashSet<>();
        Map<String, Integer> highest = new HashMap<>();
        List<String> outOfOrder = new ArrayList<>();
        for (String id : ids) {
            String customer = id.substring(0, id.indexOf(':'));
            int number = Integer.parseInt(id.substring(id.indexOf(':') + 1));
            if (seen.add(id) && number < highest.merge(customer, number, Math::max)) {
                outOfOrder.add(id);
            }
        }
        return outOfOrder;
    }
}
