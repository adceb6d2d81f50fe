package io.quarkiverse.eventstream.deployment.test.build;

record Order(String orderId) {}
