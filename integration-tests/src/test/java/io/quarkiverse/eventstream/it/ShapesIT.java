package io.quarkiverse.eventstream.it;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same, against the packaged application. */
@QuarkusIntegrationTest
class ShapesIT extends ShapesTest {

    @Override
    boolean isPackaged() {
        return true;
    }
}
