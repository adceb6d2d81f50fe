package io.quarkiverse.eventstream.outbox.it;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same, against the packaged application. */
@QuarkusIntegrationTest
class ShopIT extends ShopTest {}
