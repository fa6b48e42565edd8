# tests/reference/regressions/*.json: regressions by R, each with the call that made it and the data it was made on.
#
# The data are those that R and its recommended packages ship. R's own maxima are only as sharp as its stopping
# rules, so the calls ask for the sharpest; the tests compare to 1e-5 standard errors, and the log-likelihood, all
# constants included, may not be below R's. Standard errors are from the observed information.
#
# Needs R with its recommended packages (Debian: r-base-core r-cran-mass r-cran-survival r-cran-nnet).
# Run: Rscript tools/reference/regressions.R

suppressMessages({library(MASS); library(survival); library(nnet)})
folder <- "tests/reference/regressions"
dir.create(folder, showWarnings = FALSE)
number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
quoted <- function(x) paste0("\"", gsub("\"", "\\\\\"", x), "\"")
entry <- function(x) paste0("{", paste(sprintf("%s: %s", quoted(names(x)), number(x)), collapse = ", "), "}")
sharp <- glm.control(epsilon = 1e-15, maxit = 100)

birthwt <- within(MASS::birthwt, { race <- c("white", "black", "other")[race]; })
warp <- transform(datasets::warpbreaks, wool = as.character(wool), tension = as.character(tension))
quine <- data.frame(lapply(MASS::quine, function(x) if (is.factor(x)) as.character(x) else x))
iris <- transform(setNames(datasets::iris, c("sepal_length", "sepal_width", "petal_length", "petal_width", "species")),
                  species = as.character(species))
lung <- transform(na.omit(survival::lung[, c("time", "status", "age", "sex", "ph.ecog")]), event = status - 1)
names(lung) <- sub("[.]", "_", names(lung))
cars <- datasets::mtcars
housing <- within(MASS::housing, {
  Sat <- as.character(Sat); Infl <- as.character(Infl); Type <- as.character(Type); Cont <- as.character(Cont)
})
ships <- transform(MASS::ships, type = as.character(type))
ships <- ships[ships$service > 0, ]
insurance <- transform(MASS::Insurance, District = as.character(District), Group = as.character(Group),
                       Age = as.character(Age))
bounds <- transform(survival::lung[1:60, c("time", "status", "age", "sex")],
                    lower = ifelse(status == 1, time, pmax(time - 30, 1)), upper = ifelse(status == 1, NA, time))
bounds$lower[c(5, 9)] <- NA

# R writes genderF where we write gender[T.F]
renamed <- function(names, table) {
  names <- sub("(Intercept)", "Intercept", names, fixed = TRUE)
  for (column in names(table)) if (is.character(table[[column]])) {
    names <- gsub(paste0("(^|:)", column, "([^:]+)"), paste0("\\1", column, "[T.\\2]"), names)
    names <- gsub(paste0("C\\(", column, "\\)([^:\\[]+)"), paste0("C(", column, ")[T.\\1]"), names)
  }
  names
}
note <- function(file, table_name, family, formula, call, estimate, stderr, loglik, options = "{}", profile = NULL) {
  table <- eval(parse(text = table_name))
  names(estimate) <- renamed(names(estimate), table)
  names(stderr) <- names(estimate)
  columns <- sapply(names(table), function(name) {
    x <- table[[name]]
    cells <- if (is.character(x)) quoted(x) else number(as.numeric(x))
    paste0(quoted(name), ": [", paste(cells, collapse = ", "), "]")
  })
  parts <- c(paste0("\"family\": ", quoted(family)), paste0("\"formula\": ", quoted(formula)),
             paste0("\"options\": ", options), paste0("\"call\": ", quoted(call)),
             paste0("\"estimate\": ", entry(estimate)), paste0("\"stderr\": ", entry(stderr)),
             sprintf("\"loglik\": %.17g", loglik))
  if (!is.null(profile)) parts <- c(parts, paste0("\"profile\": {", paste(sprintf("%s: [%s, %s]", quoted(renamed(rownames(profile), table)),
                                                    number(profile[, 1]), number(profile[, 2])), collapse = ", "), "}"))
  parts <- c(parts, paste0("\"data\": {", paste(columns, collapse = ",\n"), "}"))
  writeLines(paste0("{\"made_by\": ", quoted(paste("tools/reference/regressions.R,", R.version.string)), ",\n",
                    paste(parts, collapse = ",\n"), "}"), file.path(folder, paste0(file, ".json")))
}
made <- function(call) suppressWarnings(suppressMessages(eval(parse(text = call))))
profiled <- function(model) suppressMessages(suppressWarnings(confint(model)))

# stats::glm; for the logit and the log link of Poisson expected and observed information are one
call <- "glm(low ~ age + lwt + race + smoke, binomial, birthwt, control = sharp)"
f <- made(call); note("bernoulli-birthwt", "birthwt", "bernoulli", "low ~ age + lwt + race + smoke", call, coef(f), sqrt(diag(vcov(f))), as.numeric(logLik(f)), profile = profiled(f))
call <- "glm(low ~ lwt * smoke - 1, binomial, birthwt, control = sharp)"
f <- made(call); note("bernoulli-no-intercept", "birthwt", "bernoulli", "low ~ lwt * smoke - 1", call, coef(f), sqrt(diag(vcov(f))), as.numeric(logLik(f)), profile = profiled(f))
call <- "glm(breaks ~ wool * tension, poisson, warp, control = sharp)"
f <- made(call); note("poisson-warpbreaks", "warp", "poisson", "breaks ~ wool * tension", call, coef(f), sqrt(diag(vcov(f))), as.numeric(logLik(f)), profile = profiled(f))
call <- "glm(incidents ~ type + year + period + offset(log(service)), poisson, ships, control = sharp)"
f <- made(call); note("poisson-ships", "ships", "poisson", "incidents ~ type + year + period", call, coef(f), sqrt(diag(vcov(f))), as.numeric(logLik(f)), "{\"exposure\": \"service\"}", profiled(f))

# observed information of the probit link, by optimHess at glm's maximum
call <- "glm(low ~ age + lwt + smoke, binomial(probit), birthwt, control = sharp)"
f <- made(call)
X <- model.matrix(f); ll <- function(b) sum(pnorm((2 * birthwt$low - 1) * drop(X %*% b), log.p = TRUE))
hess <- optimHess(coef(f), function(b) -ll(b), control = list(parscale = sqrt(diag(vcov(f))), ndeps = rep(1e-3, 4)))
note("bernoulli-probit", "birthwt", "bernoulli", "low ~ age + lwt + smoke", call, coef(f), sqrt(diag(solve(hess))), as.numeric(logLik(f)), "{\"link\": \"probit\"}", profiled(f))

call <- "lm(mpg ~ wt + hp + factor(cyl), cars)"
f <- made(call); n <- nrow(cars); e <- coef(f); names(e) <- c("Intercept", "wt", "hp", "C(cyl)[T.6]", "C(cyl)[T.8]")
sigma <- sqrt(sum(resid(f)^2) / n)
note("normal-cars", "cars", "normal", "mpg ~ wt + hp + C(cyl)", call, c(e, sigma = sigma),
     c(sqrt(diag(vcov(f)) * f$df.residual / n), sigma / sqrt(2 * n)), as.numeric(logLik(f)))

# glm's coefficients are the maximum for any shape; MASS::gamma.shape is the shape's
call <- "glm(mpg ~ wt + hp, Gamma(log), cars, control = sharp)"
f <- made(call); shape <- MASS::gamma.shape(f, it.lim = 100, eps.max = 1e-14); k <- shape$alpha; mu <- fitted(f)
X <- model.matrix(f); info <- t(X) %*% (X * (k * cars$mpg / mu))
note("gamma-cars", "cars", "gamma", "mpg ~ wt + hp", paste0(call, "; MASS::gamma.shape"), c(coef(f), shape = k),
     c(sqrt(diag(solve(info))), shape$SE), sum(dgamma(cars$mpg, k, k / mu, log = TRUE)))

# observed information of (coefficients, size) together, by optimHess at glm.nb's maximum
call <- "MASS::glm.nb(Days ~ Eth + Sex + Age + Lrn, quine, control = glm.control(epsilon = 1e-15, maxit = 200))"
f <- made(call); X <- model.matrix(f); p0 <- c(coef(f), size = f$theta)
ll <- function(p) sum(dnbinom(quine$Days, size = p[length(p)], mu = exp(drop(X %*% p[-length(p)])), log = TRUE))
hess <- optimHess(p0, function(p) -ll(p), control = list(parscale = c(sqrt(diag(vcov(f))), f$SE.theta), ndeps = rep(1e-3, length(p0))))
note("negative-binomial-quine", "quine", "negative_binomial", "Days ~ Eth + Sex + Age + Lrn", call, p0, sqrt(diag(solve(hess))), ll(p0))

# species ~ sepal_length + sepal_width has no maximum (setosa is separated), though multinom reports one
for (one in list(c("iris", "species ~ sepal_width"), c("birthwt", "race ~ age + lwt"))) {
  call <- sprintf("nnet::multinom(%s, %s, trace = FALSE, maxit = 10000, abstol = 1e-15, reltol = 1e-15, Hess = TRUE)", one[2], one[1])
  f <- made(call); b <- coef(f); se <- sqrt(diag(solve(f$Hessian)))
  flat <- setNames(as.vector(t(b)), as.vector(outer(colnames(b), rownames(b), function(x, k) paste0(k, ":", sub("(Intercept)", "Intercept", x, fixed = TRUE)))))
  note(paste0("categorical-", one[1]), one[1], "categorical", one[2], call, flat, se, as.numeric(logLik(f)))
}

call <- "MASS::polr(factor(Sat, levels = c('Low', 'Medium', 'High')) ~ Infl + Type + Cont, housing, weights = Freq, Hess = TRUE, control = list(reltol = 1e-15, maxit = 1000))"
f <- made(call); s <- summary(f)$coefficients
note("ordinal-housing", "housing", "ordinal", "Sat ~ Infl + Type + Cont", call, s[, 1], s[, 2], as.numeric(logLik(f)),
     "{\"weights\": \"Freq\", \"levels\": [\"Low\", \"Medium\", \"High\"]}")

control <- "control = survreg.control(rel.tolerance = 1e-15, maxiter = 100)"
for (dist in c("weibull", "exponential", "lognormal", "loglogistic")) {
  call <- sprintf("survival::survreg(Surv(time, event) ~ age + sex + ph_ecog, lung, dist = '%s', %s)", dist, control)
  f <- made(call); e <- coef(f); se <- sqrt(diag(vcov(f)))
  if (dist != "exponential") { e <- c(e, scale = f$scale); se[length(se)] <- se[length(se)] * f$scale }
  note(paste0(dist, "-lung"), "lung", dist, "time ~ age + sex + ph_ecog", call, e, se, as.numeric(logLik(f)), "{\"event\": \"event\"}")
  call <- sprintf("survival::survreg(Surv(lower, upper, type = 'interval2') ~ age + sex, bounds, dist = '%s', %s)", dist, control)
  f <- made(call); e <- coef(f); se <- sqrt(diag(vcov(f)))
  if (dist != "exponential") { e <- c(e, scale = f$scale); se[length(se)] <- se[length(se)] * f$scale }
  note(paste0(dist, "-bounds"), "bounds", dist, "time ~ age + sex", call, e, se, as.numeric(logLik(f)), "{\"lower\": \"lower\", \"upper\": \"upper\"}")
}
