package io.quarkiverse.eventstream.runtime.model;

/**
 * The service that this is, as its dead letters name it.
 *
 * @param name {@code quarkus.application.name}
 * @param version {@code quarkus.application.version}; empty if unknown
 */
public record Service(String name, String version) {}
