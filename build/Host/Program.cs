using Cake.Frosting;
using OpenLinux.Host;

return new CakeHost().UseContext<BuildContext>().Run(args);
