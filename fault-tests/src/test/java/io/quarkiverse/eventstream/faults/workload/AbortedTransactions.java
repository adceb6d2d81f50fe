package io.quarkiverse.eventstream.faults.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.worker.EventId;

/**
 * Another client writes to the topics in transactions, of which every other is aborted. Aborted records are not delivered, and neither
 * they nor the markers of transactions block commits.
 */
public final class AbortedTransactions implements Workload {

    private static final int MOST_RECORDS = 30;
    private static final int KEYS = 50;

    @Override
    public String name() {
        return "aborted-transactions";
    }

    @Override
    public void inject(Run run) {
        int publisher = run.newNumber();
        run.inject(Fault.withoutRepetition("transactions that are aborted"));
        long number = 0;
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker(run.brokers()).bootstrapServers(), "transactional.id", run.topic(),
                        "linger.ms", 0),
                new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            long transactions = 0;
            do {
                producer.beginTransaction();
                int records = 1 + run.random().nextInt(MOST_RECORDS);
                for (int i = 0; i < records; i++) {
                    producer.send(record(run, new EventId(publisher, number++)));
                }
                producer.flush();
                // Keep some transactions open for a while: later records wait.
                if (run.random().nextInt(10) == 0) {
                    run.awaitPublications(20);
                }
                if (transactions++ % 2 == 0) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
                run.awaitPublications(1);
            } while (run.hasTime() || transactions < 50);
        }
        run.awaitDeliveries(200);
    }

    private static ProducerRecord<String, String> record(Run run, EventId id) {
        List<String> topics = run.topicNames();
        return new ProducerRecord<>(topics.get((int) (id.number() % topics.size())), null, "k" + id.number() % KEYS,
                "{\"id\":\"" + id + "\",\"name\":\"fault\",\"namespace\":\"faults\",\"payload\":{}}",
                List.of(new RecordHeader("id", id.toString().getBytes(StandardCharsets.UTF_8))));
    }
}
