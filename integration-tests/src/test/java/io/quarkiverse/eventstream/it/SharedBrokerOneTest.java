package io.quarkiverse.eventstream.it;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** One of two applications of this test run, which other tests use, too. */
@QuarkusTest
class SharedBrokerOneTest {

    @Test
    void allApplicationsOfATestRunShareOneBroker() {
        SeenBroker.assertSame();
    }
}
