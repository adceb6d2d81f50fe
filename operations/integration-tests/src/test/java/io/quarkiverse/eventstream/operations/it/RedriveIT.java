package io.quarkiverse.eventstream.operations.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.runtime.desk.DeskStream;
import io.quarkiverse.eventstream.operations.runtime.desk.StreamDesk;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** 300 letters of three causes and three listeners are redriven group by group, while the service is killed. */
@Timeout(300)
class RedriveIT {

    private static final int ORDERS = 100;
    private static final String LETTERS = "orders.dlq";

    @TempDir
    Path directory;

    private DevBroker broker;
    private StreamDesk desk;
    /** Invocations without an outcome in the journal when a service was killed. */
    private long inFlight;

    @Test
    void eachListenerGetsItsLettersAndNoneIsLost() throws IOException {
        try (DevBroker started = DevBroker.start();
                StandaloneStream stream = StandaloneStream.builder().stream("kafka")
                        .property("kafka.bootstrap-servers", started.bootstrapServers()).open();
                StreamDesk opened = desk(stream)) {
            broker = started;
            desk = opened;
            Files.createFile(directory.resolve("broken"));
            Service service = Service.start(broker.bootstrapServers(), directory);
            try {
                publishOrders(stream);
                await(() -> count(LetterState.OPEN) == 3 * ORDERS);
                List<LetterGroup> groups = desk.groups(LETTERS, LetterFilter.open());
                assertThat(groups).hasSize(3).allSatisfy(group -> assertThat(group.count()).isEqualTo(ORDERS));
                assertThat(groups).extracting(LetterGroup::frame).containsExactlyInAnyOrder(frame("bill"), frame("ship"),
                        frame("mail"));
                long written = end("orders");
                await(() -> committed("orders") == written);

                Files.delete(directory.resolve("broken"));
                for (LetterGroup group : groups) {
                    service = redriveAndKill(group, service);
                }

                await(() -> count(LetterState.RESOLVED) == 3 * ORDERS);
                assertEffects();
                assertNothingIsRedrivenTwice();
                assertThat(end(LETTERS)).as("no new letters").isEqualTo(3 * ORDERS);
                assertThat(end("orders")).as("nothing is published again").isEqualTo(written);
            } finally {
                service.close();
            }
        }
    }

    private static StreamDesk desk(StandaloneStream stream) {
        return new StreamDesk(new DeskStream(stream.connection(), new Names("", "", false), new EventCodec(new ObjectMapper()),
                List::of, Set.of(), 5, Duration.ofSeconds(30)));
    }

    private static String frame(String listener) {
        return "io.quarkiverse.eventstream.operations.it.Shop." + listener;
    }

    private static void publishOrders(StandaloneStream stream) {
        List<CompletionStage<PublishReceipt>> published = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            published.add(stream.events().publish(OutgoingEvent.builder("orderCreated").namespace("shop").topics("orders")
                    .key("o-" + i).payload(Map.of("amount", i)).build()));
        }
        published.forEach(stage -> stage.toCompletableFuture().join());
    }

    /** Kills the service in the middle. Returns the next one. */
    private Service redriveAndKill(LetterGroup group, Service service) {
        long before = count(LetterState.RESOLVED);
        Redrive redrive = desk.redrive(LETTERS, LetterFilter.builder().fingerprint(group.fingerprint()).build(),
                RedriveOptions.by("joe").ratePerSecond(50).build());
        await(() -> count(LetterState.RESOLVED) >= before + ORDERS / 3);
        service.kill();
        inFlight += Set.copyOf(effects()).size() - count(LetterState.RESOLVED);
        Service next = Service.start(broker.bootstrapServers(), directory);
        redrive.completion().toCompletableFuture().join();
        assertThat(redrive.redriven()).isEqualTo(ORDERS);
        return next;
    }

    private void assertEffects() {
        Map<String, Long> byEffect = effects().stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        assertThat(byEffect).as("listeners with their orders").hasSize(3 * ORDERS);
        assertThat((long) effects().size() - byEffect.size()).as("repetitions").isLessThanOrEqualTo(inFlight);
    }

    private void assertNothingIsRedrivenTwice() {
        int before = effects().size();
        Redrive again = desk.redrive(LETTERS, LetterFilter.builder().states(LetterState.values()).build(),
                RedriveOptions.by("joe").build());
        again.completion().toCompletableFuture().join();
        assertThat(again.redriven()).isZero();
        assertThat(effects()).hasSize(before);
    }

    private List<String> effects() {
        Path file = directory.resolve("effects");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long count(LetterState state) {
        return desk.groups(LETTERS, LetterFilter.all()).stream()
                .mapToLong(group -> group.counts().getOrDefault(state, 0L)).sum();
    }

    /** The sum of the ends of a topic's partitions. */
    private long end(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var partitions = admin.describeTopics(List.of(topic)).allTopicNames().toCompletionStage().toCompletableFuture()
                    .join().get(topic).partitions();
            return admin
                    .listOffsets(partitions.stream().collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()), partition -> OffsetSpec.latest())))
                    .all().toCompletionStage().toCompletableFuture().join().values().stream()
                    .mapToLong(offset -> offset.offset()).sum();
        }
    }

    /** The sum of the offsets that the group of the service has committed. */
    private long committed(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listConsumerGroupOffsets("shop").partitionsToOffsetAndMetadata().toCompletionStage()
                    .toCompletableFuture().join().entrySet().stream().filter(entry -> entry.getKey().topic().equals(topic))
                    .mapToLong(entry -> entry.getValue().offset()).sum();
        }
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100)).ignoreExceptions()
                .until(condition::getAsBoolean);
    }
}
