package io.quarkiverse.eventstream.benchmarks.runner;

import java.nio.file.Path;
import java.util.List;

/** A contender. The sibling modules hold the programs. */
enum Contender {

    RAW("raw client", "raw") {
        @Override
        List<String> command(Path benchmarks) {
            return classPath(benchmarks, "io.quarkiverse.eventstream.benchmarks.raw.RawClient");
        }
    },
    EVENTSTREAM("eventstream", "eventstream") {
        @Override
        List<String> command(Path benchmarks) {
            return quarkus(benchmarks);
        }
    },
    SMALLRYE("SmallRye", "smallrye") {
        @Override
        List<String> command(Path benchmarks) {
            return quarkus(benchmarks);
        }
    },
    SPRING("Spring Kafka", "spring") {
        @Override
        List<String> command(Path benchmarks) {
            return classPath(benchmarks, "io.quarkiverse.eventstream.benchmarks.spring.SpringService");
        }
    },
    OUTBOX("eventstream outbox", "outbox") {
        @Override
        List<String> command(Path benchmarks) {
            return quarkus(benchmarks);
        }
    },
    MODULITH("Spring Modulith", "modulith") {
        @Override
        List<String> command(Path benchmarks) {
            return classPath(benchmarks, "io.quarkiverse.eventstream.benchmarks.modulith.ModulithService");
        }
    },
    NAMASTACK("Namastack", "namastack") {
        @Override
        List<String> command(Path benchmarks) {
            return classPath(benchmarks, "io.quarkiverse.eventstream.benchmarks.namastack.NamastackService");
        }
    };

    final String title;
    private final String module;

    Contender(String title, String module) {
        this.title = title;
        this.module = module;
    }

    /** The arguments of {@code java} that start it. */
    abstract List<String> command(Path benchmarks);

    /** Whether its service has a database. */
    boolean hasDatabase() {
        return this == OUTBOX || this == MODULITH || this == NAMASTACK;
    }

    List<String> quarkus(Path benchmarks) {
        return List.of("-jar", benchmarks.resolve(module).resolve("target/quarkus-app/quarkus-run.jar").toString());
    }

    List<String> classPath(Path benchmarks, String main) {
        Path target = benchmarks.resolve(module).resolve("target");
        return List.of("-cp", target.resolve("classes") + ":" + target.resolve("lib") + "/*", main);
    }
}
