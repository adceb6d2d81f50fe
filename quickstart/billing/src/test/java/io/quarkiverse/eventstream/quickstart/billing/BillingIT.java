package io.quarkiverse.eventstream.quickstart.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkus.test.common.DevServicesContext;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The packaged service as a black box: an event in, an event out. */
@QuarkusIntegrationTest
class BillingIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    /** An event as a service in any language writes it. */
    private static final String ORDER = """
            {"id":"%s","name":"orderCreated","namespace":"shop","clientId":"","traceId":"",\
            "spanContext":"","userId":"","sessionId":"","timestamp":"2026-11-28T22:50:00Z","version":1,"event_id":0,\
            "event_type":0,"event_level":0,"service":"","client_ids":null,"target_user_ids":null,"target_namespace":"",\
            "privacy":false,"topic":"orders","payload":{"orderId":"SO-100001","customer":"Camille Moreau","country":"FR",\
            "currency":"EUR","items":[{"sku":"A-1","quantity":3,"unitPrice":4.20},{"sku":"B-2","quantity":1,"unitPrice":9.99}]}}""";

    DevServicesContext devServices;

    @Test
    void anOrderIsBilled() throws IOException {
        // The database outlives the test, and with it the record that an order is billed.
        String id = UUID.randomUUID().toString();
        Properties broker = new Properties();
        broker.put("bootstrap.servers", devServices.devServicesProperties().get("kafka.bootstrap.servers"));

        try (KafkaProducer<String, String> producer = new KafkaProducer<>(broker, new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders", "SO-100001", ORDER.formatted(id)));
        }

        JsonNode event = new JsonMapper().readTree(firstOf("billing", broker));
        assertThat(event.path("name").asText()).isEqualTo("orderBilled");
        assertThat(event.path("namespace").asText()).isEqualTo("shop");
        assertThat(event.at("/payload/orderId").asText()).isEqualTo("SO-100001");
        assertThat(event.at("/payload/total").decimalValue()).isEqualByComparingTo("23.83");
    }

    private static String firstOf(String topic, Properties broker) {
        broker.put("group.id", "test");
        broker.put("auto.offset.reset", "earliest");
        broker.put("metadata.max.age.ms", "200");
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(broker, new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + LONG.toNanos();
            while (System.nanoTime() < deadline) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(200));
                if (!records.isEmpty()) {
                    return records.iterator().next().value();
                }
            }
        }
        throw new AssertionError("No record arrived on the topic " + topic + " within " + LONG.toSeconds() + " seconds");
    }
}
