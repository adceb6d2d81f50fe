package io.quarkiverse.eventstream.test.build;

record Order(String orderId) {}
