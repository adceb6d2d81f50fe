package io.quarkiverse.eventstream.deployment;

import java.util.Locale;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.JniRuntimeAccessBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;

/**
 * Makes Kafka's compression with snappy and zstd work in native executables, as on the JVM. Both are C libraries, which are unpacked and
 * loaded when the first record needs them, and call back into Java.
 */
class CompressionProcessor {

    private static final String SNAPPY = "org.xerial.snappy";
    private static final String ZSTD = "com.github.luben.zstd";

    /** Its jar includes the libraries in the executable by itself. */
    @BuildStep
    void snappy(BuildProducer<RuntimeInitializedPackageBuildItem> initializedLater,
            BuildProducer<JniRuntimeAccessBuildItem> calledBack) {
        initializedLater.produce(new RuntimeInitializedPackageBuildItem(SNAPPY));
        calledBack.produce(new JniRuntimeAccessBuildItem(false, true, false, SNAPPY + ".SnappyNative"));
    }

    @BuildStep
    void zstd(NativeConfig target, BuildProducer<RuntimeInitializedPackageBuildItem> initializedLater,
            BuildProducer<JniRuntimeAccessBuildItem> calledBack,
            BuildProducer<NativeImageResourcePatternsBuildItem> resources) {
        initializedLater.produce(new RuntimeInitializedPackageBuildItem(ZSTD));
        calledBack.produce(new JniRuntimeAccessBuildItem(false, false, true, ZSTD + ".ZstdInputStreamNoFinalizer",
                ZSTD + ".ZstdOutputStreamNoFinalizer"));
        resources.produce(NativeImageResourcePatternsBuildItem.builder()
                .includeGlob(zstdFolder(target.isExplicitContainerBuild()) + "/libzstd-jni-*").build());
    }

    /** The path of the library in its jar, for the target machine of the executable. */
    private static String zstdFolder(boolean inContainer) {
        String machine = System.getProperty("os.arch");
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (inContainer || system.contains("linux")) {
            return "linux/" + machine;
        }
        if (system.contains("mac")) {
            return "darwin/" + ("amd64".equals(machine) ? "x86_64" : machine);
        }
        return "win/" + machine;
    }
}
