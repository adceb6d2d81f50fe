package io.quarkiverse.eventstream.codestart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

import org.apache.commons.io.FileUtils;

import io.quarkus.devtools.commands.CreateProject;
import io.quarkus.devtools.commands.data.QuarkusCommandException;
import io.quarkus.devtools.messagewriter.MessageWriter;
import io.quarkus.devtools.project.BuildTool;
import io.quarkus.devtools.project.JavaVersion;
import io.quarkus.devtools.project.QuarkusProject;

/** Creates a service with only this extension, by the command behind {@code quarkus create}. */
public final class CreateService {

    private CreateService() {}

    /** Creates the service. */
    public static void main(String[] arguments) throws IOException, QuarkusCommandException {
        Path folder = Path.of(arguments[0]);
        FileUtils.deleteDirectory(folder.toFile());
        in(folder);
    }

    static void in(Path folder) throws QuarkusCommandException {
        QuarkusProject project = QuarkusProject.of(folder, Catalog.extensions(), Catalog.codestarts(), MessageWriter.info(),
                BuildTool.MAVEN, new JavaVersion("17"));
        boolean created = new CreateProject(project).groupId("com.acme.shop").artifactId("orders").version("1.0.0-SNAPSHOT")
                .extensions(Set.of(Catalog.eventstream().getArtifact().toCompactCoords())).noBuildToolWrapper().noDockerfiles()
                .execute().isSuccess();
        if (!created) {
            throw new IllegalStateException("No service was created in " + folder);
        }
    }
}
