package dev.kinesislake.local.resources;

import dev.kinesislake.local.iam.Role;
import dev.kinesislake.local.lambda.LambdaFunction;
import dev.kinesislake.local.lambda.LogGroup;
import java.nio.file.Path;

/**
 * A function with what it acts as and where it logs.
 *
 * @param folder with its code and scratch files, which goes with it
 */
public record DeployedFunction(LambdaFunction function, Role role, LogGroup logs, Path folder) {}
