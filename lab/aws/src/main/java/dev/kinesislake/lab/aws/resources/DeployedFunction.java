package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.iam.Role;
import dev.kinesislake.lab.aws.lambda.LambdaFunction;
import dev.kinesislake.lab.aws.lambda.LogGroup;
import java.nio.file.Path;

/**
 * A function with what it acts as and where it logs.
 *
 * @param folder with its code and scratch files, which goes with it
 */
public record DeployedFunction(LambdaFunction function, Role role, LogGroup logs, Path folder) {}
