package io.quarkiverse.eventstream.runtime.deliver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.DeliverySettings;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRules;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/** A partition with one listener, on the threads of a stress test: a worker task runs on the thread that submits it. */
final class StressedPartition {

    private static final BusThreads THREADS = new BusThreads(Runnable::run);
    private static final EventCodec CODEC = new EventCodec(new ObjectMapper());
    private static final FailureRule RULE = new FailureRule(FailurePolicy.REDELIVER, 1,
            new Redelivery(Duration.ofHours(1), Duration.ofHours(1)));

    final PartitionDelivery delivery;
    /** How often the consumer was woken because there may be room again. */
    final AtomicInteger woken = new AtomicInteger();

    StressedPartition(Ordering ordering, int maxConcurrency, int maxUnfinished, ListenerInvoker invoker) {
        ListenerGroup group = new ListenerGroup("t", "t", "g", Offset.LATEST);
        group.add(new Listener(new ListenerSpec("id", "t", "", "g", null, ""), invoker,
                new DeliverySettings(ordering, CommitPoint.AFTER, maxConcurrency, new FailureRules(RULE, Map.of()), "t.dlq", false,
                        HealthImpact.AUTO),
                new ConcurrencyLimit(1000), ListenerObservation.NONE));
        DeliveryContext context = new DeliveryContext(group, new DeliveryContext.Services(CODEC, THREADS, null, null), GroupObservation.NONE, new RecordBounds(maxUnfinished, new RecordMemory(1 << 20)), woken::incrementAndGet, () -> true);
        delivery = new PartitionDelivery(context, Position.at(0), null);
        woken.set(0);
    }

    void offer(int records) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int offset = 0; offset < records; offset++) {
            all.add(new ConsumerRecord<>("t", 0, offset, null,
                    ("{\"id\":\"" + offset + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8)));
        }
        delivery.offer(all);
    }
}
