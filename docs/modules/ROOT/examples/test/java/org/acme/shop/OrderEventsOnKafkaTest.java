package org.acme.shop;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The same, on Kafka. */
@QuarkusTest
@TestProfile(OrderEventsOnKafkaTest.OnKafka.class)
class OrderEventsOnKafkaTest extends OrderEventsTest {

    public static class OnKafka implements QuarkusTestProfile {}
}
